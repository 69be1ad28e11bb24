import type { ReplyWriter } from '@resident/protocol'
import { type Command, firstKey } from '../command.ts'
import { replyEachScore } from './each-score.ts'

/** ZMSCORE key member [member ...] */
export const zmscore: Command = {
  name: 'zmscore',
  arity: -3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run(client, argv, reply) {
    replyEachScore(client, argv, reply, replyScore)
  },
}

function replyScore(reply: ReplyWriter, score: number | undefined): void {
  if (score === undefined) reply.null()
  else reply.double(score)
}
