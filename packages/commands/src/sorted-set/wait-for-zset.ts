import type { Bytes } from '@resident/bytes'
import { typeOf } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SortedSetValue } from '@resident/storage'
import { type Client, Mode } from '../client.ts'

/** What a client waits for that is content with a sorted set. */
export interface ZsetWait {
  readonly keys: readonly Bytes[]
  /** Milliseconds; 0 for ever. */
  readonly timeout: number
  serve(key: Bytes, zset: SortedSetValue, reply: ReplyWriter): void
}

/** Blocks the client until there is a sorted set under one of the keys. Within a transaction nobody waits. */
export function waitForZset(client: Client, reply: ReplyWriter, wait: ZsetWait): void {
  if (client.is(Mode.MULTI)) return reply.nullArray()
  const { db } = client
  client.server.blocking.block(client, {
    keys: wait.keys,
    timeout: wait.timeout,
    giveUp: (late) => late.nullArray(),
    serve(key, late) {
      const held = db.peek(key)
      // A key of another type is none of this client's business: it goes on waiting.
      if (held === undefined || typeOf(held) !== 'zset') return false
      wait.serve(key, held as SortedSetValue, late)
      return true
    },
  })
}
