import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** SELECT index */
export const select: Command = {
  name: 'select',
  arity: 2,
  flags: ['loading', 'stale', 'fast'],

  run(client, argv, reply) {
    if (arg.int32(argv, 1) !== 0 && client.server.cluster !== undefined) {
      throw err('SELECT is not allowed in cluster mode')
    }
    client.db = arg.database(client, argv, 1)
    reply.status('OK')
  },
}
