import type { Server } from '../server.ts'
import { type Fields, zeros } from './fields.ts'

export function statsSection(server: Server): Fields {
  return [
    ...traffic(server),
    ['rejected_connections', server.stats.rejectedConnections],
    ...zeros('sync_full', 'sync_partial_ok', 'sync_partial_err'),
    ...keys(server),
    ['pubsub_channels', server.pubsub.count('channels')],
    ['pubsub_patterns', server.pubsub.count('patterns')],
    ['pubsubshard_channels', server.pubsub.count('shardChannels')],
    ...zeros('latest_fork_usec', 'total_forks', 'migrate_cached_sockets'),
    ...zeros('slave_expires_tracked_keys', 'active_defrag_hits', 'active_defrag_misses'),
    ...zeros('active_defrag_key_hits', 'active_defrag_key_misses', 'total_active_defrag_time'),
    ['current_active_defrag_time', 0],
    ['tracking_total_keys', server.tracking.keys],
    ['tracking_total_items', server.tracking.items],
    ['tracking_total_prefixes', server.tracking.prefixes],
    ['unexpected_error_replies', 0],
    ['total_error_replies', sum(server.stats.errors.values())],
    ['dump_payload_sanitizations', 0],
    ['total_reads_processed', server.stats.reads],
    ['total_writes_processed', server.stats.writes],
    ...zeros('io_threaded_reads_processed', 'io_threaded_writes_processed'),
    ...zeros('reply_buffer_shrinks', 'reply_buffer_expands'),
  ]
}

function traffic({ stats, meter }: Server): Fields {
  return [
    ['total_connections_received', stats.connections],
    ['total_commands_processed', stats.commands],
    ['instantaneous_ops_per_sec', Math.round(meter.commands.perSecond)],
    ['total_net_input_bytes', stats.inputBytes],
    ['total_net_output_bytes', stats.outputBytes],
    ...zeros('total_net_repl_input_bytes', 'total_net_repl_output_bytes'),
    ['instantaneous_input_kbps', (meter.input.perSecond / 1024).toFixed(2)],
    ['instantaneous_output_kbps', (meter.output.perSecond / 1024).toFixed(2)],
    ['instantaneous_input_repl_kbps', '0.00'],
    ['instantaneous_output_repl_kbps', '0.00'],
  ]
}

function keys({ keyspaceStats, clientEviction, memory, meter }: Server): Fields {
  return [
    ['expired_keys', keyspaceStats.expired],
    ['expired_stale_perc', '0.00'],
    ['expired_time_cap_reached_count', meter.expireCutShort],
    ['expire_cycle_cpu_milliseconds', Math.floor(meter.expireTook)],
    ['evicted_keys', keyspaceStats.evicted],
    ['evicted_clients', clientEviction.evicted],
    ['total_eviction_exceeded_time', Math.floor(memory.exceeded.before + memory.exceeded.now)],
    ['current_eviction_exceeded_time', Math.floor(memory.exceeded.now)],
    ['keyspace_hits', keyspaceStats.hits],
    ['keyspace_misses', keyspaceStats.misses],
  ]
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
