import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { NO_MASTER_LINK, PSYNC_FAILOVER } from '../errors.ts'

/** PSYNC replicationid offset */
export const psync: Command = {
  name: 'psync',
  group: 'server',
  arity: -3,
  flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],

  run(_client, argv) {
    if (arg.is(argv, 3, 'FAILOVER')) throw PSYNC_FAILOVER
    // Nobody is replicated here. A replica that hears this tries again later, as it would at another replica.
    throw NO_MASTER_LINK
  },
}
