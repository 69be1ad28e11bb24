import type { Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'
import type { Operands } from './operands.ts'

/** A new set of all members of all sets. */
export function union(db: Keyspace, sets: Operands): SetValue {
  const result = db.engine.set(db.limits)
  for (const set of sets) set?.each((member) => result.add(member))
  return result
}
