import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { giveName } from './name.ts'

/** CLIENT SETNAME connection-name */
export const clientSetname: Command = {
  name: 'setname',
  arity: 3,
  flags: ['noscript', 'loading', 'stale'],
  brief: true,

  run(client, argv, reply) {
    giveName(client, arg.bytes(argv, 2))
    reply.status('OK')
  },
}
