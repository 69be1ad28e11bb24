import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'
import type { Operands } from './operands.ts'

/** A new set with those members of the first set that are in none of the others. */
export function difference(db: Keyspace, sets: Operands): SetValue {
  const result = db.engine.set(db.limits)
  const first = sets[0]
  const others = sets.slice(1).filter((set) => set !== undefined)
  if (first === undefined || others.includes(first)) return result
  if (pickingIsQuicker(first, others)) pick(first, others, result)
  else strike(first, others, result)
  return result
}

/**
 * Redis's own estimate of which algorithm is quicker, to the letter: the choice shows in the encoding of what is stored,
 * since with the second one members that are removed again may have converted the result to a hash table.
 */
function pickingIsQuicker(first: SetValue, others: readonly SetValue[]): boolean {
  let members = first.length
  for (const set of others) members += set.length
  return Math.floor((first.length * (others.length + 1)) / 2) <= members
}

/** Adds each member that no other set has. The largest sets are asked first, since they exclude more. */
function pick(first: SetValue, others: SetValue[], result: SetValue): void {
  others.sort((a, b) => b.length - a.length)
  first.each((member) => {
    if (inNone(others, member)) result.add(member)
  })
}

function inNone(sets: readonly SetValue[], member: Bytes): boolean {
  for (const set of sets) if (set.has(member)) return false
  return true
}

/** Adds all members, then removes those of the other sets. */
function strike(first: SetValue, others: readonly SetValue[], result: SetValue): void {
  first.each((member) => result.add(member))
  for (const set of others) {
    if (result.length === 0) return
    set.each((member) => result.delete(member))
  }
}
