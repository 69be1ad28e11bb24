import * as arg from '../args/index.ts'
import { randomCount, wantsPairs } from '../args/random-count.ts'
import { type Command, firstKey } from '../command.ts'
import { memberAt } from './member-at.ts'
import { replyRandomMembers } from './random-member.ts'

/** ZRANDMEMBER key [count [WITHSCORES]] */
export const zrandmember: Command = {
  name: 'zrandmember',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db, server }, argv, reply) {
    const count = argv.length > 2 ? randomCount(argv, 2) : undefined
    const withScores = count !== undefined && wantsPairs(argv, count, 'WITHSCORES')
    const zset = db.read(arg.key(argv, 1), 'zset')
    if (count !== undefined)
      replyRandomMembers(reply, zset, server.random, Number(count), withScores)
    else if (zset === undefined) reply.null()
    else reply.bulk(memberAt(zset, server.random.below(zset.length)).member)
  },
}
