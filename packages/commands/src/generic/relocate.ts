import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'

/**
 * Moves what a key holds to another key, in this database or another, with its
 * deadline and its record of use. The former must exist, the latter must not.
 */
export function relocate(from: Keyspace, key: Bytes, to: Keyspace, newKey: Bytes): void {
  const deadline = from.expireAt(key)
  to.store(newKey, from.peek(key)!)
  to.setAccess(newKey, from.access(key)!)
  if (deadline !== undefined) to.setExpireAt(newKey, deadline)
  from.delete(key)
}
