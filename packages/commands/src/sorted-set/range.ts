import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { type RangeForm, rangeRequest, ranksOf } from './range-request.ts'
import { replyRanks } from './reply-ranks.ts'

/** ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES] */
export const zrange: Command = rangeAs('zrange', {})

/** ZRANGEBYLEX key min max [LIMIT offset count] */
export const zrangebylex: Command = rangeAs('zrangebylex', { by: 'lex', reverse: false })

/** ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count] */
export const zrangebyscore: Command = rangeAs('zrangebyscore', { by: 'score', reverse: false })

/** ZREVRANGE key start stop [WITHSCORES] */
export const zrevrange: Command = rangeAs('zrevrange', { by: 'rank', reverse: true })

/** ZREVRANGEBYLEX key max min [LIMIT offset count] */
export const zrevrangebylex: Command = rangeAs('zrevrangebylex', { by: 'lex', reverse: true })

/** ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count] */
export const zrevrangebyscore: Command = rangeAs('zrevrangebyscore', { by: 'score', reverse: true })

/** ZRANGE, and the older commands that are special forms of it. */
function rangeAs(name: string, form: RangeForm): Command {
  return {
    name,
    arity: -4,
    flags: ['readonly'],
    keys: firstKey('RO', 'access'),

    run({ db }, argv, reply) {
      const request = rangeRequest(argv, 2, form)
      const zset = db.read(arg.key(argv, 1), 'zset')
      if (zset === undefined) return reply.array(0)
      replyRanks(reply, zset, ranksOf(zset, request), request)
    },
  }
}
