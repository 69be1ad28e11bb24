import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

/** The section of a master without replicas. */
export function replicationSection(server: Server): Fields {
  const goodReplicas: Fields = server.config.asksForReplicas ? [['min_slaves_good_slaves', 0]] : []
  return [
    ['role', 'master'],
    ['connected_slaves', 0],
    ...goodReplicas,
    ['master_failover_state', 'no-failover'],
    ['master_replid', server.replicationId],
    ['master_replid2', '0'.repeat(40)],
    ['master_repl_offset', 0],
    ['second_repl_offset', -1],
    ['repl_backlog_active', 0],
    ['repl_backlog_size', server.config.value('repl-backlog-size')],
    ['repl_backlog_first_byte_offset', 0],
    ['repl_backlog_histlen', 0],
  ]
}
