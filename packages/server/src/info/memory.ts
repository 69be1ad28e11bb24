import { totalmem } from 'node:os'
import { usedMemory } from '../meter.ts'
import type { Server } from '../server.ts'
import { type Fields, human, percent, ratio, zeros } from './fields.ts'

/** Of the whole process: its heap has no seams along which a server could be cut out. */
export function memorySection(server: Server): Fields {
  const usage = process.memoryUsage()
  const used = usedMemory(usage)
  const peak = server.meter.peakMemory(used)
  const startup = server.meter.startupMemory
  const dataset = Math.max(0, used - startup)
  const total = totalmem()
  const maxmemory = server.config.number('maxmemory')
  return [
    ['used_memory', used],
    ['used_memory_human', human(used)],
    ['used_memory_rss', usage.rss],
    ['used_memory_rss_human', human(usage.rss)],
    ['used_memory_peak', peak],
    ['used_memory_peak_human', human(peak)],
    ['used_memory_peak_perc', percent(used, peak)],
    ['used_memory_overhead', startup],
    ['used_memory_startup', startup],
    ['used_memory_dataset', dataset],
    ['used_memory_dataset_perc', percent(dataset, Math.max(dataset, used - startup))],
    ['allocator_allocated', used],
    ['allocator_active', usage.heapTotal + usage.external],
    ['allocator_resident', usage.rss],
    ['total_system_memory', total],
    ['total_system_memory_human', human(total)],
    ...scripts(),
    ['maxmemory', server.config.value('maxmemory')],
    ['maxmemory_human', human(maxmemory)],
    ['maxmemory_policy', server.config.value('maxmemory-policy')],
    ...fragmentation(usage),
    ...zeros(
      'mem_not_counted_for_evict',
      'mem_replication_backlog',
      'mem_total_replication_buffers',
      'mem_clients_slaves',
    ),
    ['mem_clients_normal', clientBuffers(server)],
    ...zeros('mem_cluster_links', 'mem_aof_buffer'),
    ['mem_allocator', 'v8'],
    ...zeros('active_defrag_running', 'lazyfree_pending_objects', 'lazyfreed_objects'),
  ]
}

/** Scripts live in the same heap as all else, and are not weighed. */
function scripts(): Fields {
  return [
    ...zeros('used_memory_lua', 'used_memory_vm_eval'),
    ['used_memory_lua_human', human(0)],
    ...zeros(
      'used_memory_scripts_eval',
      'number_of_cached_scripts',
      'number_of_functions',
      'number_of_libraries',
      'used_memory_vm_functions',
      'used_memory_vm_total',
    ),
    ['used_memory_vm_total_human', human(0)],
    ...zeros('used_memory_functions', 'used_memory_scripts'),
    ['used_memory_scripts_human', human(0)],
  ]
}

function fragmentation(usage: NodeJS.MemoryUsage): Fields {
  const used = usedMemory(usage)
  const active = usage.heapTotal + usage.external
  return [
    ['allocator_frag_ratio', ratio(active, used)],
    ['allocator_frag_bytes', active - used],
    ['allocator_rss_ratio', ratio(usage.rss, active)],
    ['allocator_rss_bytes', usage.rss - active],
    ['rss_overhead_ratio', ratio(usage.rss, usage.rss)],
    ['rss_overhead_bytes', 0],
    ['mem_fragmentation_ratio', ratio(usage.rss, used)],
    ['mem_fragmentation_bytes', usage.rss - used],
  ]
}

function clientBuffers(server: Server): number {
  let bytes = 0
  for (const { connection } of server.clients) {
    bytes += connection.queryBuffer + connection.outputBuffer
  }
  return bytes
}
