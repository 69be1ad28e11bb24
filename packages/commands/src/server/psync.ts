import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { err, NO_MASTER_LINK } from '../errors.ts'

/** PSYNC replicationid offset */
export const psync: Command = {
  name: 'psync',
  arity: -3,
  flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],

  run(_client, argv) {
    if (arg.is(argv, 3, 'FAILOVER')) throw err("PSYNC FAILOVER can't be sent to a master.")
    // There is no replication. A replica that gets this reply tries again later, as it would at another replica.
    throw NO_MASTER_LINK
  },
}
