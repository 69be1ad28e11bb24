import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SetValue, SortedSetValue } from '@resident/storage'

/** The …STORE commands: what comes out takes the place of whatever was there. An empty one is no key. */
export function storeResult(
  db: Keyspace,
  key: Bytes,
  result: SetValue | SortedSetValue,
  event: KeyEvent,
  reply: ReplyWriter,
): void {
  if (result.length > 0) {
    db.store(key, result)
    // A new key is told of before the answer, and what made it afterwards.
    reply.integer(result.length)
    return db.modified(key, event)
  }
  reply.integer(0)
  if (db.discard(key)) db.modified(key, 'del')
}
