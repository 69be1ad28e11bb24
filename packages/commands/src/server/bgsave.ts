import * as arg from '../args/index.ts'
import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { SAVE_IN_PROGRESS, SYNTAX } from '../errors.ts'

/** BGSAVE [SCHEDULE] */
export const bgsave: Command = {
  name: 'bgsave',
  arity: -1,
  flags: ['admin', 'noscript', 'no_async_loading'],

  run(client, argv, reply) {
    const { persistence } = client.server
    // SCHEDULE waits for the end of a rewriting of the AOF, of which there is none.
    if (argv.length > 1 && !(argv.length === 2 && arg.is(argv, 1, 'SCHEDULE'))) throw SYNTAX
    if (persistence.saving) throw SAVE_IN_PROGRESS
    if (client.is(Mode.MULTI)) {
      persistence.saveSoon()
      return reply.status('Background saving scheduled')
    }
    persistence.saveInBackground()
    reply.status('Background saving started')
  },
}
