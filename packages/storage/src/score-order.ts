import type { Bytes } from '@resident/bytes'

/** A member with its score. Never changed, so that copies of a sorted set can share it. */
export interface ScoredMember {
  readonly score: number
  readonly member: Bytes
}

// The functions below take an array of scored members in order: by score, and
// members of the same score by their bytes. They are for small sets, and for
// engines that keep a whole set in one array.

export function compareScored(a: ScoredMember, b: ScoredMember): number {
  if (a.score < b.score) return -1
  if (a.score > b.score) return 1
  return a.member < b.member ? -1 : a.member > b.member ? 1 : 0
}

/** How many come before (`score`, `member`), which need not be there. O(log n). */
export function placeOf(ordered: readonly ScoredMember[], score: number, member: Bytes): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = ordered[middle] as ScoredMember
    if (at.score < score || (at.score === score && at.member < member)) low = middle + 1
    else high = middle
  }
  return low
}

/** How many score less than `score`; with `orEqual`, not more than it. O(log n). */
export function countBelow(
  ordered: readonly ScoredMember[],
  score: number,
  orEqual: boolean,
): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = (ordered[middle] as ScoredMember).score
    if (at < score || (orEqual && at === score)) low = middle + 1
    else high = middle
  }
  return low
}

/** The same by member, where all scores are equal. O(log n). */
export function countBelowMember(
  ordered: readonly ScoredMember[],
  member: Bytes,
  orEqual: boolean,
): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = (ordered[middle] as ScoredMember).member
    if (at < member || (orEqual && at === member)) low = middle + 1
    else high = middle
  }
  return low
}

/** The member's index, or -1. O(n): only for a small array. */
export function indexOfMember(ordered: readonly ScoredMember[], member: Bytes): number {
  for (let i = 0; i < ordered.length; i++) {
    if ((ordered[i] as ScoredMember).member === member) return i
  }
  return -1
}
