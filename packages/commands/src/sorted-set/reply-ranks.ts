import type { ReplyWriter } from '@resident/protocol'
import type { SortedSetValue } from '@resident/storage'
import type { Ranks } from './ranks.ts'

/** Replies with the members of these ranks, the last one first if `reverse`. */
export function replyRanks(
  reply: ReplyWriter,
  zset: SortedSetValue,
  { first, end }: Ranks,
  { reverse, withScores }: { readonly reverse: boolean; readonly withScores: boolean },
): void {
  if (first >= end) return reply.array(0)
  const start = reverse ? end - 1 : first
  const stop = reverse ? first : end - 1
  if (!withScores) {
    reply.array(end - first)
    reply.bulks((say) => zset.each(start, stop, say))
    return
  }
  reply.pairs(end - first)
  zset.each(start, stop, (member, score) => {
    reply.pair()
    reply.bulk(member)
    reply.double(score)
  })
}
