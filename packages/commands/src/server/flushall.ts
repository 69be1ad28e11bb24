import type { Command } from '../command.ts'
import { checkFlushMode } from './flush-mode.ts'

/** FLUSHALL [ASYNC | SYNC] */
export const flushall: Command = {
  name: 'flushall',
  arity: -1,
  flags: ['write'],
  acl: ['keyspace', 'dangerous'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ server }, argv, reply) {
    checkFlushMode(argv)
    server.tracking.flushed()
    server.databases.flushAll()
    server.persistence.flushed()
    reply.status('OK')
  },
}
