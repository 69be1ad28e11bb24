import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import type { ReadRequest } from './read-request.ts'

/** Who has waited is given so many entries at most unless it said a number. */
const COUNT_AFTER_WAITING = 1000

export interface EntryWait {
  /** Whether the wait is over when a stream goes. */
  readonly needsKey?: true
  /** Answers with what there now is to read under the key at argv[index], `count` entries at most; says whether there is something. */
  serve(key: Bytes, index: number, count: number, reply: ReplyWriter): boolean
}

/** Where there is nothing to read: says so, or waits until there is. Within a transaction nobody waits. */
export function waitForEntry(
  client: Client,
  argv: Argv,
  { timeout, count, first, streams }: ReadRequest,
  reply: ReplyWriter,
  { serve, ...wait }: EntryWait,
): void {
  if (timeout === undefined || client.is(Mode.MULTI)) return reply.nullArray()
  client.server.blocking.block(client, {
    ...wait,
    type: 'stream',
    keys: argv.slice(first, first + streams),
    timeout,
    giveUp: (late) => late.nullArray(),
    serve: (key, late) =>
      serve(key, argv.indexOf(key, first), count === 0 ? COUNT_AFTER_WAITING : count, late),
  })
}
