import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { HashValue } from '@resident/storage'

/** The hash under the key, to be changed; an empty one where there was none, so something must follow. */
export function editable(db: Keyspace, key: Bytes): HashValue {
  return db.write(key, 'hash') ?? db.store(key, db.engine.hash(db.limits))
}
