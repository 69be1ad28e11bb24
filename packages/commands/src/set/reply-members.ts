import type { ReplyWriter } from '@resident/protocol'
import type { SetValue } from '@resident/storage'

/** All members, as a set. */
export function replyMembers(reply: ReplyWriter, set: SetValue): void {
  reply.set(set.length)
  reply.bulks((say) => set.each(say))
}
