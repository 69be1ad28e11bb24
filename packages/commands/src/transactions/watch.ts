import * as arg from '../args/index.ts'
import { Mode } from '../client.ts'
import { type Command, keysFrom } from '../command.ts'
import { err } from '../errors.ts'

/** WATCH key [key ...] */
export const watch: Command = {
  name: 'watch',
  arity: -2,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
  keys: [keysFrom(1, -1, 1, 'RO')],

  run(client, argv, reply) {
    if (client.is(Mode.MULTI)) throw err('WATCH inside MULTI is not allowed')
    // One change is enough: then there is no point in watching more.
    for (let i = 1; i < argv.length && !client.watchBroken; i++) {
      client.server.watches.add(client, arg.key(argv, i))
    }
    reply.status('OK')
  },
}
