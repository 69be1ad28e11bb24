import type { ReplyWriter } from '@resident/protocol'
import type { ScoredMember } from '@resident/storage'

/** Replies with members and, if these are wanted, their scores. */
export function replyMembers(
  reply: ReplyWriter,
  members: readonly ScoredMember[],
  { withScores }: { readonly withScores: boolean },
): void {
  if (withScores) reply.pairs(members.length)
  else reply.array(members.length)
  for (const { member, score } of members) {
    if (withScores) reply.pair()
    reply.bulk(member)
    if (withScores) reply.double(score)
  }
}
