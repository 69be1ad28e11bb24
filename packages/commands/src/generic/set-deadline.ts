import type { Bytes } from '@resident/bytes'
import type { Deadline, Keyspace } from '@resident/keyspace'

/** Sets the deadline of an existing key, and announces that. A deadline that has passed deletes the key instead. */
export function setDeadline(db: Keyspace, key: Bytes, deadline: Deadline): void {
  if (deadline > db.now()) {
    db.setExpireAt(key, deadline)
    db.modified(key, 'expire')
  } else {
    db.delete(key)
    db.modified(key, 'del')
  }
}
