import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'

/** ECHO message */
export const echo: Command = {
  name: 'echo',
  arity: 2,
  flags: ['loading', 'stale', 'fast'],

  run(_client, argv, reply) {
    reply.bulk(arg.bytes(argv, 1))
  },
}
