import { type Command, countedKeys } from '../command.ts'
import { serveFirst } from '../wait-for-value.ts'
import { pop, replyPopped } from './pop.ts'
import { popRequest } from './pop-request.ts'

/** ZMPOP numkeys key [key ...] <MIN | MAX> [COUNT count] */
export const zmpop: Command = {
  name: 'zmpop',
  arity: -4,
  flags: ['write'],
  keys: [countedKeys(1, 'RW', 'access', 'delete')],

  run({ db }, argv, reply) {
    const { first, past, end, count } = popRequest(argv, 1)
    const served = serveFirst(db, 'zset', argv, first, past, (key, zset) =>
      replyPopped(reply, key, pop(db, key, zset, end, count)),
    )
    if (!served) reply.nullArray()
  },
}
