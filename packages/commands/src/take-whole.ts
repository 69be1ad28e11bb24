import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'

/** As `db.shrunk` when the last elements are taken, without taking them one by one: the key goes as it is. */
export function takeWhole(db: Keyspace, key: Bytes, event: KeyEvent, changes: number): void {
  db.modified(key, event, changes)
  db.delete(key)
  db.notify(key, 'del')
}
