import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ListValue } from '@resident/storage'

/** The list under the key, to be added to; an empty one where there was none, so something must follow. */
export function editable(db: Keyspace, key: Bytes): ListValue {
  return db.write(key, 'list') ?? db.store(key, db.engine.list(db.limits))
}
