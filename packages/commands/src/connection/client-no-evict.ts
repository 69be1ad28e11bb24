import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** CLIENT NO-EVICT <ON | OFF> */
export const clientNoEvict: Command = {
  name: 'no-evict',
  arity: 3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, argv, reply) {
    if (arg.is(argv, 2, 'ON')) client.noEvict = true
    else if (arg.is(argv, 2, 'OFF')) client.noEvict = false
    else throw SYNTAX
    reply.status('OK')
  },
}
