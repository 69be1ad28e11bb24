import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'

/** As `db.shrunk` after all elements were taken, but without taking them one by one: the key is deleted as it is. */
export function takeWhole(db: Keyspace, key: Bytes, event: KeyEvent, changes: number): void {
  db.modified(key, event, changes)
  db.delete(key)
  db.notify(key, 'del')
}
