import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { type RangeForm, rangeRequest, ranksOf } from './range-request.ts'
import { replyRanks } from './reply-ranks.ts'

/** ZRANGE and the older commands that are forms of it. */
export function rangeAs(form: RangeForm): Handler {
  return ({ db }, argv, reply) => {
    const request = rangeRequest(argv, 2, form)
    const zset = db.read(arg.key(argv, 1), 'zset')
    if (zset === undefined) return reply.array(0)
    replyRanks(reply, zset, ranksOf(zset, request), request.reverse, request.withScores)
  }
}
