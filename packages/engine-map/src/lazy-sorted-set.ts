import type { Bytes } from '@resident/bytes'
import {
  allocatedBytes,
  compareScored,
  countBelow,
  countBelowMember,
  DenseMap,
  DICT_ENTRY_BYTES,
  dictTableBytes,
  EMPTY_LISTPACK_BYTES,
  type EncodingLimits,
  indexOfMember,
  listpackEntryBytes,
  listpackScoreBytes,
  OBJECT_BYTES,
  placeOf,
  type ScoredMember,
  SKIPLIST_BYTES,
  SKIPLIST_NODE_BYTES,
  type SortedSetValue,
  sdsBytes,
  zsetStaysListpack,
} from '@resident/storage'

/** So many changes are cheaper to make one by one than by sorting anew. */
const FEW_CHANGES = 8

/**
 * A sorted set whose order is made when it is asked for.
 *
 * Scores are looked up and set in O(1); changes gather in `#fresh` and `#gone`,
 * and the next question about rank or order works them into `#order`: a few by
 * moving what stands behind them, many by sorting, both O(n). So it is right
 * for sets that are filled and then read, or used as scored dictionaries. A
 * large one in which changes and ranks alternate wants a tree.
 *
 * A listpack is all in `#order`, always in order, and has no dictionary.
 */
export class LazySortedSet implements SortedSetValue {
  readonly #limits: EncodingLimits
  #order: ScoredMember[] = []
  #dict: DenseMap<ScoredMember> | undefined = undefined
  /** In the dictionary and not yet in the order. */
  #fresh: ScoredMember[] = []
  /** No longer in the dictionary and still in the order, or among the fresh. */
  #gone: Set<ScoredMember> = NONE
  /** What the members (and in a listpack the scores) take. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'zset' {
    return 'zset'
  }

  get encoding(): 'listpack' | 'skiplist' {
    return this.#dict === undefined ? 'listpack' : 'skiplist'
  }

  get length(): number {
    return this.#dict === undefined ? this.#order.length : this.#dict.size
  }

  get bytes(): number {
    const length = this.length
    if (this.#dict === undefined || length === 0) {
      return OBJECT_BYTES + allocatedBytes(EMPTY_LISTPACK_BYTES + this.#payload)
    }
    const entries = length * (DICT_ENTRY_BYTES + SKIPLIST_NODE_BYTES)
    return OBJECT_BYTES + SKIPLIST_BYTES + dictTableBytes(length) + entries + this.#payload
  }

  score(member: Bytes): number | undefined {
    return this.#find(member)?.score
  }

  add(member: Bytes, score: number): 'added' | 'moved' | 'same' {
    const old = this.#find(member)
    if (old !== undefined) {
      if (old.score === score) return 'same'
      this.#replace(old, score)
      return 'moved'
    }
    if (this.#dict === undefined) {
      if (zsetStaysListpack(this.#limits, this.#order.length + 1, member)) {
        this.#insertSmall(member, score)
        return 'added'
      }
      this.#convert()
    }
    const entry = { score, member }
    this.#dict?.append(member, entry)
    this.#fresh.push(entry)
    this.#payload += sdsBytes(member.length)
    return 'added'
  }

  delete(member: Bytes): boolean {
    const entry = this.#find(member)
    if (entry === undefined) return false
    if (this.#dict === undefined) this.#removeSmall(entry)
    else {
      this.#dict.delete(member)
      this.#forget(entry)
      this.#payload -= sdsBytes(member.length)
    }
    return true
  }

  rank(member: Bytes): number | undefined {
    const entry = this.#find(member)
    return entry && placeOf(this.#settled(), entry.score, member)
  }

  countBelow(score: number, orEqual: boolean): number {
    return countBelow(this.#settled(), score, orEqual)
  }

  countBelowMember(member: Bytes, orEqual: boolean): number {
    return countBelowMember(this.#settled(), member, orEqual)
  }

  each(start: number, stop: number, visit: (member: Bytes, score: number) => void): void {
    const order = this.#settled()
    const step = start <= stop ? 1 : -1
    for (let rank = start; rank !== stop + step; rank += step) {
      const entry = order[rank] as ScoredMember
      visit(entry.member, entry.score)
    }
  }

  scan(cursor: number, count: number, visit: (member: Bytes, score: number) => void): number {
    if (this.#dict !== undefined) {
      return this.#dict.scan(cursor, count, (member, entry) => visit(member, entry.score))
    }
    for (const entry of this.#order) visit(entry.member, entry.score)
    return 0
  }

  clone(): LazySortedSet {
    const copy = new LazySortedSet(this.#limits)
    copy.#order = this.#settled().slice()
    copy.#dict = this.#dict?.clone()
    copy.#payload = this.#payload
    return copy
  }

  #find(member: Bytes): ScoredMember | undefined {
    if (this.#dict !== undefined) return this.#dict.get(member)
    const place = indexOfMember(this.#order, member)
    return place === -1 ? undefined : this.#order[place]
  }

  #replace(old: ScoredMember, score: number): void {
    if (this.#dict === undefined) {
      this.#removeSmall(old)
      this.#insertSmall(old.member, score)
      return
    }
    const entry = { score, member: old.member }
    this.#dict.set(old.member, entry)
    this.#forget(old)
    this.#fresh.push(entry)
  }

  #insertSmall(member: Bytes, score: number): void {
    // Adding 0 makes 0 of -0.
    this.#order.splice(placeOf(this.#order, score, member), 0, { score: score + 0, member })
    this.#payload += listpackEntryBytes(member) + listpackScoreBytes(score)
  }

  #removeSmall(entry: ScoredMember): void {
    this.#order.splice(placeOf(this.#order, entry.score, entry.member), 1)
    this.#payload -= listpackEntryBytes(entry.member) + listpackScoreBytes(entry.score)
  }

  #convert(): void {
    this.#payload = 0
    const dict = new DenseMap<ScoredMember>()
    for (const entry of this.#order) {
      dict.append(entry.member, entry)
      this.#payload += sdsBytes(entry.member.length)
    }
    this.#dict = dict
  }

  #forget(entry: ScoredMember): void {
    if (this.#gone === NONE) this.#gone = new Set()
    this.#gone.add(entry)
  }

  /** The whole order, with all changes worked in. */
  #settled(): readonly ScoredMember[] {
    const changes = this.#fresh.length + this.#gone.size
    if (changes === 0) return this.#order
    if (changes <= FEW_CHANGES) this.#settleOneByOne()
    else this.#settleAll()
    this.#fresh = []
    this.#gone = NONE
    return this.#order
  }

  #settleOneByOne(): void {
    const order = this.#order
    for (const entry of this.#gone) {
      const place = placeOf(order, entry.score, entry.member)
      if (order[place] === entry) order.splice(place, 1)
    }
    for (const entry of this.#fresh) {
      if (this.#gone.has(entry)) continue
      order.splice(placeOf(order, entry.score, entry.member), 0, entry)
    }
  }

  #settleAll(): void {
    const isThere = (entry: ScoredMember): boolean => !this.#gone.has(entry)
    const stayed = this.#gone.size === 0 ? this.#order : this.#order.filter(isThere)
    const fresh = this.#fresh.filter(isThere).sort(compareScored)
    // Two runs in order: sorting the whole merges them.
    this.#order = stayed.concat(fresh).sort(compareScored)
  }
}

/** Shared by all sets that have lost nothing; never added to. */
const NONE: Set<ScoredMember> = new Set()
