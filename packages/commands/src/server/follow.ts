import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'
import { unknownName } from '../table.ts'

/** REPLICAOF <host port | NO ONE> */
export const replicaof: Command = follow('replicaof')

/** SLAVEOF <host port | NO ONE> */
export const slaveof: Command = follow('slaveof')

/**
 * A server that is its own master can be told to remain so. To follow another it would need replication, which there is
 * not; so it replies as Redis does where rename-command has removed the command.
 */
function follow(name: string): Command {
  return {
    name,
    arity: 3,
    flags: ['admin', 'noscript', 'stale', 'no_async_loading'],

    run(client, argv, reply) {
      if (client.server.cluster !== undefined) throw err('REPLICAOF not allowed in cluster mode.')
      if (arg.is(argv, 1, 'NO') && arg.is(argv, 2, 'ONE')) return reply.status('OK')
      const port = parseInteger(arg.bytes(argv, 2))
      if (port === undefined || port < 0 || port > 65535) throw err('Invalid master port')
      throw unknownName(argv)
    },
  }
}
