import type { ReplyWriter } from '@resident/protocol'
import { type Command, firstKey } from '../command.ts'
import { replyEachScore } from '../sorted-set/each-score.ts'
import { pointOf } from './cell.ts'
import { replyPoint } from './reply-point.ts'

/** GEOPOS key member [member ...] */
export const geopos: Command = {
  name: 'geopos',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run(client, argv, reply) {
    replyEachScore(client, argv, reply, replyPosition)
  },
}

function replyPosition(reply: ReplyWriter, score: number | undefined): void {
  if (score === undefined) reply.nullArray()
  else replyPoint(reply, pointOf(score))
}
