import type { Bytes } from '@resident/bytes'
import type { Deadline, Keyspace } from '@resident/keyspace'

/** Gives a key that is there a deadline. One that has passed deletes the key at once, and announces that instead. */
export function setDeadline(db: Keyspace, key: Bytes, deadline: Deadline): void {
  if (deadline > db.now()) {
    db.setExpireAt(key, deadline)
    db.modified(key, 'expire')
  } else {
    db.delete(key)
    db.modified(key, 'del')
  }
}
