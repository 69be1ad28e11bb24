import type { Command } from '../command.ts'
import { NO_MASTER_LINK } from '../errors.ts'

/** SYNC */
export const sync: Command = {
  name: 'sync',
  arity: 1,
  flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],

  run() {
    // There is no replication. A replica that gets this reply tries again later, as it would at another replica.
    throw NO_MASTER_LINK
  },
}
