import { type Bytes, EMPTY } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { bytesOf } from './plain.ts'

/**
 * The string that `db.write` has found under the key, as one to be edited in
 * place: the plain one gives way to it, and where there was none it begins empty.
 */
export function editable(
  db: Keyspace,
  key: Bytes,
  held: HeldTypes['string'] | undefined,
): StringValue {
  if (typeof held === 'object') return held
  const initial = held === undefined ? EMPTY : bytesOf(held)
  return db.store(key, db.engine.string(initial), true)
}
