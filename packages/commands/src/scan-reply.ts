import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'

/** The reply of SCAN and similar: the next cursor, then what was found. */
export function replyScanned(reply: ReplyWriter, cursor: number, found: readonly Bytes[]): void {
  reply.array(2)
  reply.bulk(cursor)
  reply.array(found.length)
  for (const element of found) reply.bulk(element)
}
