import { formatHumanDouble } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Point } from './cell.ts'

/** Replies with a longitude and a latitude, printed as long doubles. */
export function replyPoint(reply: ReplyWriter, { longitude, latitude }: Point): void {
  reply.array(2)
  reply.double(longitude, formatHumanDouble(longitude))
  reply.double(latitude, formatHumanDouble(latitude))
}
