import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'

/** ZRANK and ZREVRANK: the place of a member, counted from either end. */
export function rankFrom(end: 'first' | 'last'): Handler {
  return ({ db }, argv, reply) => {
    const zset = db.read(arg.key(argv, 1), 'zset')
    const rank = zset?.rank(arg.bytes(argv, 2))
    if (zset === undefined || rank === undefined) reply.null()
    else reply.integer(end === 'first' ? rank : zset.length - 1 - rank)
  }
}
