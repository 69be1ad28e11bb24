import { totalmem } from 'node:os'
import type { MemoryReport } from '@resident/commands'
import type { Server } from '../server.ts'
import { type Fields, human, percent, ratio, zeros } from './fields.ts'

export function memorySection(server: Server): Fields {
  const report = server.memoryReport()
  const { used, peak, dataset } = report
  const total = totalmem()
  const { maxmemory } = server.config
  return [
    ['used_memory', used],
    ['used_memory_human', human(used)],
    ['used_memory_rss', report.resident],
    ['used_memory_rss_human', human(report.resident)],
    ['used_memory_peak', peak],
    ['used_memory_peak_human', human(peak)],
    ['used_memory_peak_perc', percent(used, peak)],
    ['used_memory_overhead', report.overhead],
    ['used_memory_startup', report.startup],
    ['used_memory_dataset', dataset],
    ['used_memory_dataset_perc', percent(dataset, used - report.startup)],
    ['allocator_allocated', report.allocated],
    ['allocator_active', report.active],
    ['allocator_resident', report.resident],
    ['total_system_memory', total],
    ['total_system_memory_human', human(total)],
    ...scripts(server),
    ['maxmemory', server.config.value('maxmemory')],
    ['maxmemory_human', human(maxmemory)],
    ['maxmemory_policy', server.config.eviction.policy],
    ...fragmentation(report),
    ...zeros(
      'mem_not_counted_for_evict',
      'mem_replication_backlog',
      'mem_total_replication_buffers',
      'mem_clients_slaves',
    ),
    ['mem_clients_normal', report.clients],
    ...zeros('mem_cluster_links', 'mem_aof_buffer'),
    ['mem_allocator', 'v8'],
    ...zeros('active_defrag_running', 'lazyfree_pending_objects', 'lazyfreed_objects'),
  ]
}

/** Scripts share the heap with everything else, and their memory is not measured. */
function scripts({ libraries }: Server): Fields {
  const counts = libraries?.counts()
  return [
    ...zeros('used_memory_lua', 'used_memory_vm_eval'),
    ['used_memory_lua_human', human(0)],
    ['used_memory_scripts_eval', 0],
    ['number_of_cached_scripts', counts?.scripts ?? 0],
    ['number_of_functions', counts?.functions ?? 0],
    ['number_of_libraries', counts?.libraries ?? 0],
    ...zeros('used_memory_vm_functions', 'used_memory_vm_total'),
    ['used_memory_vm_total_human', human(0)],
    ...zeros('used_memory_functions', 'used_memory_scripts'),
    ['used_memory_scripts_human', human(0)],
  ]
}

function fragmentation({ used, allocated, active, resident }: MemoryReport): Fields {
  return [
    ['allocator_frag_ratio', ratio(active, allocated)],
    ['allocator_frag_bytes', active - allocated],
    ['allocator_rss_ratio', ratio(resident, active)],
    ['allocator_rss_bytes', resident - active],
    ['rss_overhead_ratio', ratio(resident, resident)],
    ['rss_overhead_bytes', 0],
    ['mem_fragmentation_ratio', ratio(resident, used)],
    ['mem_fragmentation_bytes', resident - used],
  ]
}
