import { timeout } from '../args/timeout.ts'
import { type Command, countedKeys } from '../command.ts'
import { serveFirst, waitForValue } from '../wait-for-value.ts'
import { pop, replyPopped } from './pop.ts'
import { popRequest } from './pop-request.ts'

/** BZMPOP timeout numkeys key [key ...] <MIN | MAX> [COUNT count] */
export const bzmpop: Command = {
  name: 'bzmpop',
  arity: -5,
  flags: ['write', 'blocking'],
  keys: [countedKeys(2, 'RW', 'access', 'delete')],

  run(client, argv, reply) {
    const { db } = client
    const { first, past, end, count } = popRequest(argv, 2)
    const patience = timeout(argv, 1)
    const served = serveFirst(db, 'zset', argv, first, past, (key, zset) =>
      replyPopped(reply, key, pop(db, key, zset, end, count)),
    )
    if (served) return
    waitForValue(client, reply, {
      type: 'zset',
      keys: argv.slice(first, past),
      timeout: patience,
      serve: (key, zset, late) => replyPopped(late, key, pop(db, key, zset, end, count)),
    })
  },
}
