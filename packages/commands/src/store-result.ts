import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SetValue, SortedSetValue } from '@resident/storage'

/** For …STORE commands: replaces whatever the key held by the result, or deletes it if that is empty; replies with the length. */
export function storeResult(
  db: Keyspace,
  key: Bytes,
  result: SetValue | SortedSetValue,
  event: KeyEvent,
  reply: ReplyWriter,
): void {
  if (result.length > 0) {
    db.store(key, result)
    // Redis announces a new key before the reply, and the command's event afterwards.
    reply.integer(result.length)
    return db.modified(key, event)
  }
  reply.integer(0)
  if (db.discard(key)) db.modified(key, 'del')
}
