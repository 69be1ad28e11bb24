import type { ScoredMember, SortedSetValue } from '@resident/storage'

/** The member at a rank, which is within the set. */
export function memberAt(zset: SortedSetValue, rank: number): ScoredMember {
  const found: ScoredMember[] = []
  zset.each(rank, rank, (member, score) => found.push({ score, member }))
  return found[0] as ScoredMember
}
