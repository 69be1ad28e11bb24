import type { ScoredMember } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { storeResult } from '../store-result.ts'
import { rangeRequest, ranksOf } from './range-request.ts'
import { zsetOf } from './store.ts'

/** ZRANGESTORE dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count] */
export const zrangestore: Command = {
  name: 'zrangestore',
  arity: -5,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), keyAt(2, 'RO', 'access')],

  run({ db }, argv, reply) {
    const request = rangeRequest(argv, 3, { store: true })
    const zset = db.read(arg.key(argv, 2), 'zset')
    const members: ScoredMember[] = []
    if (zset !== undefined) {
      const { first, end } = ranksOf(zset, request)
      if (first < end) zset.each(first, end - 1, (member, score) => members.push({ score, member }))
    }
    storeResult(db, arg.key(argv, 1), zsetOf(db, members), 'zrangestore', reply)
  },
}
