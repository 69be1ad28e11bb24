import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'

/** SELECT index */
export const select: Command = {
  name: 'select',
  group: 'connection',
  since: '1.0.0',
  arity: 2,
  flags: ['loading', 'stale', 'fast'],

  run(client, argv, reply) {
    client.db = arg.database(client, argv, 1)
    reply.status('OK')
  },
}
