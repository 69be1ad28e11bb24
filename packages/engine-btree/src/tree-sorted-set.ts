import type { Bytes } from '@resident/bytes'
import {
  compareScored,
  countBelow,
  countBelowMember,
  DenseMap,
  type EncodingLimits,
  indexOfMember,
  insertLean,
  listpackEntryBytes,
  listpackScoreBytes,
  listpackValueBytes,
  placeOf,
  type ScoredMember,
  type SortedSetValue,
  sdsBytes,
  skiplistValueBytes,
  zsetStaysListpack,
} from '@resident/storage'
import { RankTree } from './rank-tree.ts'

/** Up to this many members, looking through them is quicker than hashing. */
const FEW = 64

/**
 * A sorted set that is always in order: members in a dictionary, and the same
 * immutable entries in a tree that knows ranks.
 *
 * Right for any set in which changes and queries alternate: leaderboards,
 * queues by time, rate limits. Everything costs O(log n), scores O(1).
 *
 * A listpack is one sorted array instead of the tree; above `FEW` members it has
 * the dictionary, too.
 */
export class TreeSortedSet implements SortedSetValue {
  readonly #limits: EncodingLimits
  /** All entries in order, while the encoding is listpack. */
  #few: ScoredMember[] = []
  /** All entries in order, once the encoding is skiplist. */
  #tree: RankTree<ScoredMember> | undefined = undefined
  #dict: DenseMap<ScoredMember> | undefined = undefined
  /** Bytes that the members (and in a listpack the scores) take. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'zset' {
    return 'zset'
  }

  get encoding(): 'listpack' | 'skiplist' {
    return this.#tree === undefined ? 'listpack' : 'skiplist'
  }

  get length(): number {
    return this.#tree === undefined ? this.#few.length : this.#tree.size
  }

  get bytes(): number {
    const length = this.length
    if (this.#tree === undefined || length === 0) return listpackValueBytes(this.#payload)
    return skiplistValueBytes(length, this.#payload)
  }

  score(member: Bytes): number | undefined {
    return this.#find(member)?.score
  }

  add(member: Bytes, score: number): 'added' | 'moved' | 'same' {
    const dict = this.#dict
    const place = this.#placeOf(member)
    const old = this.#entryAt(place)
    if (old?.score === score) return 'same'
    if (old === undefined && this.#tree === undefined) {
      if (!zsetStaysListpack(this.#limits, this.#few.length + 1, member)) this.#convert()
      else if (this.#few.length === FEW) this.#index()
    }
    // Adding 0 turns -0 into 0.
    const kept = this.#tree === undefined ? score + 0 : score
    const entry = { score: kept, member: old === undefined ? member : old.member }
    if (old !== undefined) this.#unplace(old)
    this.#place(entry)
    if (dict !== undefined) dict.put(place, entry.member, entry)
    else this.#dict?.append(entry.member, entry)
    return old === undefined ? 'added' : 'moved'
  }

  delete(member: Bytes): boolean {
    const place = this.#placeOf(member)
    const entry = this.#entryAt(place)
    if (entry === undefined) return false
    this.#unplace(entry)
    this.#dict?.deleteSought(place)
    return true
  }

  rank(member: Bytes): number | undefined {
    const entry = this.#find(member)
    if (entry === undefined) return undefined
    if (this.#tree !== undefined) return this.#tree.rank(entry)
    return placeOf(this.#few, entry.score, member)
  }

  countBelow(score: number, orEqual: boolean): number {
    if (this.#tree === undefined) return countBelow(this.#few, score, orEqual)
    return this.#tree.countBelow(score, orEqual ? scoresAtMost : scoresLess)
  }

  countBelowMember(member: Bytes, orEqual: boolean): number {
    if (this.#tree === undefined) return countBelowMember(this.#few, member, orEqual)
    return this.#tree.countBelow(member, orEqual ? standsAtMost : standsBelow)
  }

  each(start: number, stop: number, visit: (member: Bytes, score: number) => void): void {
    if (this.#tree !== undefined) {
      this.#tree.each(start, stop, (entry) => visit(entry.member, entry.score))
      return
    }
    const step = start <= stop ? 1 : -1
    for (let rank = start; rank !== stop + step; rank += step) {
      const entry = this.#few[rank] as ScoredMember
      visit(entry.member, entry.score)
    }
  }

  scan(cursor: number, count: number, visit: (member: Bytes, score: number) => void): number {
    if (this.#tree !== undefined) {
      return this.#index().scan(cursor, count, (member, entry) => visit(member, entry.score))
    }
    for (const entry of this.#few) visit(entry.member, entry.score)
    return 0
  }

  /** Shares the tree, the entries and the pages of a large dictionary; a small dictionary or array is copied. */
  clone(limits: EncodingLimits = this.#limits): TreeSortedSet {
    const copy = new TreeSortedSet(limits)
    copy.#few = this.#few.slice()
    copy.#tree = this.#tree?.clone()
    copy.#dict = this.#dict?.clone()
    copy.#payload = this.#payload
    return copy
  }

  #find(member: Bytes): ScoredMember | undefined {
    return this.#entryAt(this.#placeOf(member))
  }

  /** The member's slot in the dictionary, or its index in the array while there is none; -1 if it is not there. */
  #placeOf(member: Bytes): number {
    return this.#dict === undefined ? indexOfMember(this.#few, member) : this.#dict.slotOf(member)
  }

  #entryAt(place: number): ScoredMember | undefined {
    if (place < 0) return undefined
    return this.#dict === undefined ? this.#few[place] : this.#dict.valueAt(place)
  }

  #place(entry: ScoredMember): void {
    this.#payload += this.#room(entry)
    if (this.#tree !== undefined) this.#tree.add(entry)
    else {
      const place = placeOf(this.#few, entry.score, entry.member)
      this.#few = insertLean(this.#few, place, entry)
    }
  }

  #unplace(entry: ScoredMember): void {
    this.#payload -= this.#room(entry)
    if (this.#tree !== undefined) this.#tree.delete(entry)
    else this.#few.splice(placeOf(this.#few, entry.score, entry.member), 1)
  }

  #room(entry: ScoredMember): number {
    return this.#tree === undefined
      ? listpackEntryBytes(entry.member) + listpackScoreBytes(entry.score)
      : sdsBytes(entry.member.length)
  }

  #convert(): void {
    this.#index()
    this.#payload = 0
    this.#tree = new RankTree(compareScored)
    for (const entry of this.#few) this.#place(entry)
    this.#few = []
  }

  /** The dictionary, built from the listpack if there is none yet. */
  #index(): DenseMap<ScoredMember> {
    if (this.#dict !== undefined) return this.#dict
    const dict = new DenseMap<ScoredMember>()
    for (const entry of this.#few) dict.append(entry.member, entry)
    this.#dict = dict
    return dict
  }
}

// For RankTree.countBelow: negative for an entry that is below the bound.

function scoresLess(entry: ScoredMember, score: number): number {
  return entry.score < score ? -1 : 1
}

function scoresAtMost(entry: ScoredMember, score: number): number {
  return entry.score <= score ? -1 : 1
}

function standsBelow(entry: ScoredMember, member: Bytes): number {
  return entry.member < member ? -1 : 1
}

function standsAtMost(entry: ScoredMember, member: Bytes): number {
  return entry.member <= member ? -1 : 1
}
