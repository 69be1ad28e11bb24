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

/** Up to this many members, looking through them is quicker than hashing. */
const FEW = 64

/** Up to this many changes are cheaper to make one by one than by sorting again. */
const FEW_CHANGES = 8

/** Shared by all sets from which nothing is gone; never added to. */
const NONE: Set<ScoredMember> = new Set()

/**
 * A sorted set that is put in order only when order is asked for.
 *
 * Scores are looked up and set in O(1); changes gather in `#fresh` and `#gone`,
 * and the next question about rank or order works them into `#order`: a few one
 * by one, moving what follows, many by sorting, both O(n). So it is right for
 * sets that are filled and then read, or used as dictionaries of scores. A large
 * set in which changes and ranks alternate needs a tree (engine-btree).
 *
 * A listpack is all in `#order`, and always in order; above `FEW` members it has
 * a dictionary, too.
 */
export class LazySortedSet implements SortedSetValue {
  readonly #limits: EncodingLimits
  #isListpack = true
  #order: ScoredMember[] = []
  #dict: DenseMap<ScoredMember> | undefined = undefined
  /** Entries that are not yet in the order. */
  #fresh: ScoredMember[] = []
  /** Entries that were removed, but are still in `#order` or `#fresh`. */
  #gone: Set<ScoredMember> = NONE
  /** Bytes that the members (and in a listpack the scores) take. */
  #payload = 0

  constructor(limits: EncodingLimits) {
    this.#limits = limits
  }

  get type(): 'zset' {
    return 'zset'
  }

  get encoding(): 'listpack' | 'skiplist' {
    return this.#isListpack ? 'listpack' : 'skiplist'
  }

  get length(): number {
    return this.#dict === undefined ? this.#order.length : this.#dict.size
  }

  get bytes(): number {
    const length = this.length
    if (this.#isListpack || length === 0) return listpackValueBytes(this.#payload)
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
    if (old === undefined && this.#isListpack) {
      if (!zsetStaysListpack(this.#limits, this.length + 1, member)) this.#convert()
      else if (this.#order.length === FEW) this.#index()
    }
    // Adding 0 turns -0 into 0.
    const kept = this.#isListpack ? score + 0 : score
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
    if (!this.#isListpack) {
      return this.#index().scan(cursor, count, (member, entry) => visit(member, entry.score))
    }
    for (const entry of this.#order) visit(entry.member, entry.score)
    return 0
  }

  /** Copies up to 16 bytes per member, as blocks. What is not yet in order is not sorted for it. */
  clone(limits: EncodingLimits = this.#limits): LazySortedSet {
    const copy = new LazySortedSet(limits)
    copy.#isListpack = this.#isListpack
    copy.#order = this.#order.slice()
    copy.#fresh = this.#fresh.slice()
    if (this.#gone !== NONE) copy.#gone = new Set(this.#gone)
    copy.#dict = this.#dict?.clone()
    copy.#payload = this.#payload
    return copy
  }

  #find(member: Bytes): ScoredMember | undefined {
    return this.#entryAt(this.#placeOf(member))
  }

  /** The member's slot in the dictionary, or its index in the order while there is none; -1 if it is not there. */
  #placeOf(member: Bytes): number {
    return this.#dict === undefined ? indexOfMember(this.#order, member) : this.#dict.slotOf(member)
  }

  #entryAt(place: number): ScoredMember | undefined {
    if (place < 0) return undefined
    return this.#dict === undefined ? this.#order[place] : this.#dict.valueAt(place)
  }

  #place(entry: ScoredMember): void {
    this.#payload += this.#room(entry)
    if (!this.#isListpack) this.#fresh.push(entry)
    else {
      const place = placeOf(this.#order, entry.score, entry.member)
      this.#order = insertLean(this.#order, place, entry)
    }
  }

  #unplace(entry: ScoredMember): void {
    this.#payload -= this.#room(entry)
    if (this.#isListpack) {
      this.#order.splice(placeOf(this.#order, entry.score, entry.member), 1)
      return
    }
    if (this.#gone === NONE) this.#gone = new Set()
    this.#gone.add(entry)
  }

  #room(entry: ScoredMember): number {
    return this.#isListpack
      ? listpackEntryBytes(entry.member) + listpackScoreBytes(entry.score)
      : sdsBytes(entry.member.length)
  }

  #convert(): void {
    this.#isListpack = false
    this.#index()
    this.#payload = 0
    for (const entry of this.#order) this.#payload += this.#room(entry)
  }

  /** The dictionary, built from the order if there is none yet. */
  #index(): DenseMap<ScoredMember> {
    if (this.#dict !== undefined) return this.#dict
    const dict = new DenseMap<ScoredMember>()
    for (const entry of this.#order) dict.append(entry.member, entry)
    this.#dict = dict
    return dict
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
    // Two sorted runs: sorting the whole merges them.
    this.#order = stayed.concat(fresh).sort(compareScored)
  }
}
