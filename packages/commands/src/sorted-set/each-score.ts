import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'

/** Replies with an array in which `say` writes one element for the score of each member from argv[2] on; `undefined` if it is missing. */
export function replyEachScore(
  { db }: Client,
  argv: Argv,
  reply: ReplyWriter,
  say: (reply: ReplyWriter, score: number | undefined) => void,
): void {
  const zset = db.read(arg.key(argv, 1), 'zset')
  reply.array(argv.length - 2)
  for (let i = 2; i < argv.length; i++) say(reply, zset?.score(arg.bytes(argv, i)))
}
