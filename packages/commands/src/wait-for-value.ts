import type { Bytes } from '@resident/bytes'
import { type HeldTypes, type Keyspace, typeOf } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ValueType } from '@resident/storage'
import * as arg from './args/index.ts'
import { type Client, Mode } from './client.ts'
import type { Argv } from './command.ts'

/**
 * Serves from the first value of this type under the keys from argv[first] on, argv[past] excluded; returns whether there
 * was one. A key of another type before it throws WRONG_TYPE.
 */
export function serveFirst<T extends ValueType>(
  db: Keyspace,
  type: T,
  argv: Argv,
  first: number,
  past: number,
  serve: (key: Bytes, value: HeldTypes[T]) => void,
): boolean {
  for (let i = first; i < past; i++) {
    const key = arg.key(argv, i)
    const value = db.write(key, type)
    if (value === undefined) continue
    serve(key, value)
    return true
  }
  return false
}

/** What a client waits for that needs a value of a certain type. */
export interface ValueWait<T extends ValueType> {
  readonly type: T
  readonly keys: readonly Bytes[]
  /** Milliseconds; 0 for ever. */
  readonly timeout: number
  /** See Wait. */
  readonly tellsPop?: boolean
  serve(key: Bytes, value: HeldTypes[T], reply: ReplyWriter): void
}

/** Blocks the client until there is such a value under one of the keys; within a transaction, replies with a null array. */
export function waitForValue<T extends ValueType>(
  client: Client,
  reply: ReplyWriter,
  { type, keys, timeout, tellsPop, serve }: ValueWait<T>,
): void {
  if (client.is(Mode.MULTI)) return reply.nullArray()
  const { db } = client
  client.server.blocking.block(client, {
    type,
    keys,
    timeout,
    tellsPop,
    giveUp: (late) => late.nullArray(),
    serve(key, late) {
      const held = db.peek(key)
      // A value of another type does not matter to this client: it goes on waiting.
      if (held === undefined || typeOf(held) !== type) return false
      serve(key, db.write(key, type) as HeldTypes[T], late)
      return true
    },
  })
}
