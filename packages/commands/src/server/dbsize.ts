import type { Command } from '../command.ts'

/** DBSIZE */
export const dbsize: Command = {
  name: 'dbsize',
  arity: 1,
  flags: ['readonly', 'fast'],
  acl: ['keyspace'],
  tips: ['request_policy:all_shards', 'response_policy:agg_sum'],

  run({ db }, _argv, reply) {
    reply.integer(db.size)
  },
}
