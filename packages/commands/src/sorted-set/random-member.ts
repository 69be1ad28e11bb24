import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Random, SortedSetValue } from '@resident/storage'
import { eachRandomPosition, randomLength } from '../random-positions.ts'
import { replyRanks } from './reply-ranks.ts'

/** Replies with `count` random members; with a negative count, one may be repeated. */
export function replyRandomMembers(
  reply: ReplyWriter,
  zset: SortedSetValue | undefined,
  random: Random,
  count: number,
  withScores: boolean,
): void {
  if (zset === undefined || count === 0) return reply.array(0)
  // Redis returns all of them in reverse order.
  if (count >= zset.length) {
    return replyRanks(reply, zset, { first: 0, end: zset.length }, { reverse: true, withScores })
  }
  const length = randomLength(zset.length, count)
  if (withScores) reply.pairs(length)
  else reply.array(length)
  const say = (member: Bytes, score: number): void => {
    if (withScores) reply.pair()
    reply.bulk(member)
    if (withScores) reply.double(score)
  }
  eachRandomPosition(random, zset.length, count, (rank) => zset.each(rank, rank, say))
}
