import type { Bytes } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'

/**
 * The collection under the key, to be added to. Where there was none it is a new, empty one: the caller must add
 * something, or the key would hold an empty collection. Throws WRONG_TYPE.
 */
export function editable<T extends 'list' | 'set' | 'zset' | 'hash'>(
  db: Keyspace,
  key: Bytes,
  type: T,
): HeldTypes[T] {
  return db.write(key, type) ?? db.store(key, db.engine[type](db.limits) as HeldTypes[T])
}
