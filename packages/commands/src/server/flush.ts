import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Command } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** FLUSHALL [ASYNC | SYNC] */
export const flushall: Command = flushAs('flushall', ({ server }) => {
  server.databases.flushAll()
  server.persistence.flushed()
})

/** FLUSHDB [ASYNC | SYNC] */
export const flushdb: Command = flushAs('flushdb', ({ db }) => db.flush())

/** ASYNC and SYNC do the same here: the garbage collector frees what is dropped. */
function flushAs(name: string, flush: (client: Client) => void): Command {
  return {
    name,
    arity: -1,
    flags: ['write'],
    acl: ['keyspace', 'dangerous'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

    run(client, argv, reply) {
      const hasMode = arg.is(argv, 1, 'ASYNC') || arg.is(argv, 1, 'SYNC')
      if (argv.length > 2 || (argv.length === 2 && !hasMode)) throw SYNTAX
      client.server.tracking.flushed()
      flush(client)
      reply.status('OK')
    },
  }
}
