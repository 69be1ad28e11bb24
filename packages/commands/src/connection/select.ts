import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { DB_OUT_OF_RANGE } from '../errors.ts'

/** SELECT index */
export const select: Command = {
  name: 'select',
  group: 'connection',
  since: '1.0.0',
  arity: 2,
  flags: ['loading', 'stale', 'fast'],

  run(client, argv, reply) {
    const db = client.server.databases.at(arg.int32(argv, 1))
    if (db === undefined) throw DB_OUT_OF_RANGE
    client.db = db
    reply.status('OK')
  },
}
