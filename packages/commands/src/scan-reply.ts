import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'

/** The answer of SCAN and kin: the cursor to go on with, then what was found on the way. */
export function replyScanned(reply: ReplyWriter, cursor: number, found: readonly Bytes[]): void {
  reply.array(2)
  reply.bulk(cursor)
  reply.array(found.length)
  for (const element of found) reply.bulk(element)
}
