import type { Server } from '../server.ts'
import { type Fields, zeros } from './fields.ts'

/** There is no AOF, nothing is saved in the background, and loading is over before clients come. */
export function persistenceSection(server: Server): Fields {
  return [
    ...zeros(
      'loading',
      'async_loading',
      'current_cow_peak',
      'current_cow_size',
      'current_cow_size_age',
    ),
    ['current_fork_perc', '0.00'],
    ...zeros('current_save_keys_processed', 'current_save_keys_total'),
    ['rdb_changes_since_last_save', server.keyspaceStats.dirty],
    ['rdb_bgsave_in_progress', 0],
    ['rdb_last_save_time', server.lastSave],
    ['rdb_last_bgsave_status', 'ok'],
    ['rdb_last_bgsave_time_sec', -1],
    ['rdb_current_bgsave_time_sec', -1],
    ...zeros(
      'rdb_saves',
      'rdb_last_cow_size',
      'rdb_last_load_keys_expired',
      'rdb_last_load_keys_loaded',
      'aof_enabled',
      'aof_rewrite_in_progress',
      'aof_rewrite_scheduled',
    ),
    ['aof_last_rewrite_time_sec', -1],
    ['aof_current_rewrite_time_sec', -1],
    ['aof_last_bgrewrite_status', 'ok'],
    ...zeros('aof_rewrites', 'aof_rewrites_consecutive_failures'),
    ['aof_last_write_status', 'ok'],
    ...zeros('aof_last_cow_size', 'module_fork_in_progress', 'module_fork_last_cow_size'),
  ]
}
