import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import type { ReadRequest } from './read-request.ts'

/** Without COUNT, a client that has waited gets at most this many entries. */
const COUNT_AFTER_WAITING = 1000

export interface EntryWait {
  /** Whether the wait is over when a stream is deleted. */
  readonly needsKey?: true
  /** Replies with what there is to read under the key at argv[index], at most `count` entries; returns whether there is anything. */
  serve(key: Bytes, index: number, count: number, reply: ReplyWriter): boolean
}

/** To be called if there is nothing to read: blocks the client or, without BLOCK or within a transaction, replies so. */
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
