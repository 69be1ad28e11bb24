import * as arg from '../args/index.ts'
import { type Command, countedKeys } from '../command.ts'
import { pop, replyPopped } from './pop.ts'
import { popRequest } from './pop-request.ts'

/** ZMPOP numkeys key [key ...] <MIN | MAX> [COUNT count] */
export const zmpop: Command = {
  name: 'zmpop',
  group: 'sorted-set',
  since: '7.0.0',
  arity: -4,
  flags: ['write'],
  keys: [countedKeys(1, 'RW', 'access', 'delete')],

  run({ db }, argv, reply) {
    const { keys, end, count } = popRequest(argv, 1)
    for (let i = 2; i < 2 + keys; i++) {
      const key = arg.key(argv, i)
      const zset = db.write(key, 'zset')
      if (zset !== undefined) return replyPopped(reply, key, pop(db, key, zset, end, count))
    }
    reply.nullArray()
  },
}
