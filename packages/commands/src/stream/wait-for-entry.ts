import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import { beginStream, endStreams, type ReadRequest } from './read-request.ts'

/** Who has waited is given so many entries at most unless it said a number. */
export const COUNT_AFTER_WAITING = 1000

export interface EntryWait {
  /** Whether the wait is over when a stream goes. */
  readonly needsKey?: true
  /** Whether there is now something to read under the key at argv[index]. */
  isReady(key: Bytes, index: number): boolean
  /** Answers with the entries. */
  serve(key: Bytes, index: number, count: number, reply: ReplyWriter): void
}

/** Where there is nothing to read: says so, or waits until there is. Within a transaction nobody waits. */
export function waitForEntry(
  client: Client,
  argv: Argv,
  { timeout, count, first, streams }: ReadRequest,
  reply: ReplyWriter,
  { isReady, serve, ...wait }: EntryWait,
): void {
  if (timeout === undefined || client.is(Mode.MULTI)) return reply.nullArray()
  client.server.blocking.block(client, {
    ...wait,
    keys: argv.slice(first, first + streams),
    timeout,
    giveUp: (late) => late.nullArray(),
    serve(key, late) {
      const index = argv.indexOf(key, first)
      if (!isReady(key, index)) return false
      late.deferred()
      beginStream(late, key)
      serve(key, index, count === 0 ? COUNT_AFTER_WAITING : count, late)
      endStreams(late, 1)
      return true
    },
  })
}
