import type { Command } from '../command.ts'
import { NO_MASTER_LINK } from '../errors.ts'

/** SYNC */
export const sync: Command = {
  name: 'sync',
  arity: 1,
  flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],

  run() {
    // Nobody is replicated here. A replica that hears this tries again later, as it would at another replica.
    throw NO_MASTER_LINK
  },
}
