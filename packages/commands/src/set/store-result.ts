import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SetValue } from '@resident/storage'

/** The …STORE commands: what comes out takes the place of whatever was there. An empty set is no key. */
export function storeResult(
  db: Keyspace,
  key: Bytes,
  result: SetValue,
  event: KeyEvent,
  reply: ReplyWriter,
): void {
  reply.integer(result.length)
  if (result.length > 0) db.put(key, result, event)
  else if (db.discard(key)) db.modified(key, 'del')
}
