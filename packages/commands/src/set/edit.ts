import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'

/** The set under the key, to be added to; an empty one where there was none, so something must follow. */
export function editable(db: Keyspace, key: Bytes): SetValue {
  return db.write(key, 'set') ?? db.store(key, db.engine.set(db.limits))
}
