import type { Client, Loading } from '@resident/commands'
import type { Server } from '../server.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { type Fields, zeros } from './fields.ts'

/** There is no AOF, and loading ends before clients can connect: one that a client sees is a fault made on request. */
export function persistenceSection(server: Server, client: Client | undefined): Fields {
  const { persistence, keyspaceStats } = server
  const { facts, lastSave, saving } = persistence
  const loading = client && server.faults.loadingFor(client)
  return [
    ['loading', loading === undefined ? 0 : 1],
    ...zeros('async_loading', 'current_cow_peak', 'current_cow_size', 'current_cow_size_age'),
    ['current_fork_perc', '0.00'],
    ['current_save_keys_processed', facts.processed],
    ['current_save_keys_total', facts.total],
    ['rdb_changes_since_last_save', keyspaceStats.dirty],
    ['rdb_bgsave_in_progress', saving ? 1 : 0],
    ['rdb_last_save_time', lastSave],
    ['rdb_last_bgsave_status', facts.lastSaveOk ? 'ok' : 'err'],
    ['rdb_last_bgsave_time_sec', facts.lastDuration],
    ['rdb_current_bgsave_time_sec', facts.currentDuration],
    ['rdb_saves', facts.saves],
    ['rdb_last_cow_size', 0],
    ['rdb_last_load_keys_expired', facts.keysExpired],
    ['rdb_last_load_keys_loaded', facts.keysLoaded],
    ...zeros('aof_enabled', 'aof_rewrite_in_progress', 'aof_rewrite_scheduled'),
    ['aof_last_rewrite_time_sec', -1],
    ['aof_current_rewrite_time_sec', -1],
    ['aof_last_bgrewrite_status', 'ok'],
    ...zeros('aof_rewrites', 'aof_rewrites_consecutive_failures'),
    ['aof_last_write_status', 'ok'],
    ...zeros('aof_last_cow_size', 'module_fork_in_progress', 'module_fork_last_cow_size'),
    ...(loading === undefined ? [] : progressOf(loading, server)),
  ]
}

/** Like Redis, says 1 second if it has no better figure; clients wait that long before they ask again. */
function progressOf({ since, until }: Loading, server: Server): Fields {
  const total = server.memoryReport().dataset
  const left = until === undefined ? 1 : Math.ceil((until - server.clock.now()) / 1000)
  return [
    ['loading_start_time', wholeSeconds(since)],
    ['loading_total_bytes', total],
    ['loading_rdb_used_mem', total],
    ['loading_loaded_bytes', 0],
    ['loading_loaded_perc', '0.00'],
    ['loading_eta_seconds', left],
  ]
}
