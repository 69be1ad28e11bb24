import type { Command } from '../command.ts'
import { checkFlushMode } from './flush-mode.ts'

/** FLUSHDB [ASYNC | SYNC] */
export const flushdb: Command = {
  name: 'flushdb',
  arity: -1,
  flags: ['write'],
  acl: ['keyspace', 'dangerous'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ db, server }, argv, reply) {
    checkFlushMode(argv)
    server.tracking.flushed()
    db.flush()
    reply.status('OK')
  },
}
