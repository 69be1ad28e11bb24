import type { Bytes } from '@resident/bytes'
import type { SetValue } from '@resident/storage'
import type { Operands } from './operands.ts'

/**
 * Visits the members that all sets have in common, at most `limit`; returns how many it visited.
 *
 * The members of the smallest set are looked up in the others; smaller ones first, since they exclude more.
 */
export function eachCommon(sets: Operands, limit: number, visit: (member: Bytes) => void): number {
  const present = sets.filter((set) => set !== undefined)
  if (present.length < sets.length) return 0
  present.sort((a, b) => a.length - b.length)
  const smallest = present[0] as SetValue
  const others = present.filter((set) => set !== smallest)
  let found = 0
  for (let position = 0; position < smallest.length && found < limit; position++) {
    const member = smallest.at(position)
    if (!inAll(others, member)) continue
    found++
    visit(member)
  }
  return found
}

function inAll(sets: readonly SetValue[], member: Bytes): boolean {
  for (const set of sets) if (!set.has(member)) return false
  return true
}
