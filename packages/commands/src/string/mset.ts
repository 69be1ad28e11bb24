import { type Command, keysFrom } from '../command.ts'
import { wrongArity } from '../errors.ts'
import { putAll } from './put.ts'

/** MSET key value [key value ...] */
export const mset: Command = {
  name: 'mset',
  arity: -3,
  flags: ['write', 'denyoom'],
  brief: true,
  tips: ['request_policy:multi_shard', 'response_policy:all_succeeded'],
  keys: [keysFrom(1, -1, 2, 'OW', 'update')],

  run({ db }, argv, reply) {
    if (argv.length % 2 === 0) throw wrongArity('mset')
    putAll(db, argv)
    reply.status('OK')
  },
}
