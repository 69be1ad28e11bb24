import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** ZRANK key member */
export const zrank: Command = rankFrom('zrank', 'first')

/** ZREVRANK key member */
export const zrevrank: Command = rankFrom('zrevrank', 'last')

/** ZRANK and ZREVRANK: the place of a member, counted from either end. */
function rankFrom(name: string, end: 'first' | 'last'): Command {
  return {
    name,
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: firstKey('RO', 'access'),

    run({ db }, argv, reply) {
      const zset = db.read(arg.key(argv, 1), 'zset')
      const rank = zset?.rank(arg.bytes(argv, 2))
      if (zset === undefined || rank === undefined) reply.null()
      else reply.integer(end === 'first' ? rank : zset.length - 1 - rank)
    },
  }
}
