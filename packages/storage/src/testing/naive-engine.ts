import { ascii, type Bytes } from '@resident/bytes'
import {
  type EncodingLimits,
  hashStaysListpack,
  type IntsetWidth,
  intsetWidthOf,
  setStaysIntset,
  zsetStaysListpack,
} from '../encoding.ts'
import type { Engine } from '../engine.ts'
import type { HashValue } from '../hash.ts'
import type { ListEnd, ListValue } from '../list.ts'
import type { SetValue } from '../set.ts'
import type { SortedSetValue } from '../sorted-set.ts'
import { MAX_STREAM_ID, MIN_STREAM_ID, type StreamId } from '../stream-id.ts'
import type { StreamLog } from '../stream-log.ts'
import { type EntryVisitor, fieldNames, StreamNode } from '../stream-node.ts'
import { type TrimmableLog, type Trimming, trimFront } from '../stream-trim.ts'
import type { StringValue } from '../string.ts'

// An engine as plain as can be, which is what faults are planted in: one array
// (or text) per value, everything found by searching it. State and methods
// are open, so that a fault can replace them.

const OVERHEAD = 50

function weigh(texts: readonly Bytes[]): number {
  return texts.reduce((sum, text) => sum + OVERHEAD + text.length, OVERHEAD)
}

export class NaiveString implements StringValue {
  readonly type = 'string'
  content: string

  constructor(initial: Bytes) {
    this.content = initial
  }

  get length(): number {
    return this.content.length
  }

  get bytes(): number {
    return OVERHEAD + this.content.length
  }

  toBytes(): Bytes {
    return ascii(this.content)
  }

  slice(start: number, end: number): Bytes {
    return ascii(this.content.slice(start, end))
  }

  view(): Uint8Array {
    return Uint8Array.from(this.content, (char) => char.charCodeAt(0))
  }

  overwrite(offset: number, content: Bytes): void {
    const before = this.content.slice(0, offset).padEnd(offset, '\0')
    this.content = before + content + this.content.slice(offset + content.length)
  }

  append(content: Bytes): void {
    this.content += content
  }

  byteAt(index: number): number {
    return index < this.content.length ? this.content.charCodeAt(index) : 0
  }

  setByte(index: number, byte: number): void {
    this.overwrite(index, ascii(String.fromCharCode(byte)))
  }

  clone(): NaiveString {
    return new NaiveString(ascii(this.content))
  }
}

export class NaiveList implements ListValue {
  readonly type = 'list'
  readonly encoding = 'quicklist'
  elements: Bytes[] = []

  get length(): number {
    return this.elements.length
  }

  get bytes(): number {
    return weigh(this.elements)
  }

  push(end: ListEnd, element: Bytes): void {
    if (end === 'head') this.elements.unshift(element)
    else this.elements.push(element)
  }

  pop(end: ListEnd): Bytes | undefined {
    return end === 'head' ? this.elements.shift() : this.elements.pop()
  }

  at(index: number): Bytes {
    return this.elements[index] as Bytes
  }

  replace(index: number, element: Bytes): void {
    this.elements[index] = element
  }

  insert(index: number, element: Bytes): void {
    this.elements.splice(index, 0, element)
  }

  remove(element: Bytes, limit: number, from: ListEnd): number {
    let removed = 0
    while (removed < limit) {
      const index =
        from === 'head' ? this.elements.indexOf(element) : this.elements.lastIndexOf(element)
      if (index === -1) break
      this.elements.splice(index, 1)
      removed++
    }
    return removed
  }

  trim(start: number, stop: number): void {
    this.elements = this.elements.slice(start, stop + 1)
  }

  each(start: number, stop: number, visit: (element: Bytes) => void): void {
    for (let i = start; i <= stop; i++) visit(this.at(i))
    for (let i = start; i >= stop && start > stop; i--) visit(this.at(i))
  }

  clone(): NaiveList {
    const copy = new NaiveList()
    copy.elements = [...this.elements]
    return copy
  }
}

export class NaiveHash implements HashValue {
  readonly type = 'hash'
  encoding: 'listpack' | 'hashtable' = 'listpack'
  fields: Bytes[] = []
  values: Bytes[] = []
  readonly limits: EncodingLimits

  constructor(limits: EncodingLimits) {
    this.limits = limits
  }

  get length(): number {
    return this.fields.length
  }

  get bytes(): number {
    return weigh(this.fields) + weigh(this.values)
  }

  get(field: Bytes): Bytes | undefined {
    return this.values[this.fields.indexOf(field)]
  }

  has(field: Bytes): boolean {
    return this.fields.includes(field)
  }

  set(field: Bytes, value: Bytes): boolean {
    const index = this.fields.indexOf(field)
    this.fields[index === -1 ? this.fields.length : index] = field
    this.values[index === -1 ? this.values.length : index] = value
    if (!hashStaysListpack(this.limits, this.length, field, value)) this.encoding = 'hashtable'
    return index === -1
  }

  delete(field: Bytes): boolean {
    const index = this.fields.indexOf(field)
    if (index === -1) return false
    this.fields.splice(index, 1)
    this.values.splice(index, 1)
    return true
  }

  fieldAt(position: number): Bytes {
    return this.fields[position] as Bytes
  }

  valueAt(position: number): Bytes {
    return this.values[position] as Bytes
  }

  each(visit: (field: Bytes, value: Bytes) => void): void {
    for (let i = 0; i < this.length; i++) visit(this.fieldAt(i), this.valueAt(i))
  }

  scan(_cursor: number, _count: number, visit: (field: Bytes, value: Bytes) => void): number {
    this.each(visit)
    return 0
  }

  clone(): NaiveHash {
    const copy = new NaiveHash(this.limits)
    copy.encoding = this.encoding
    copy.fields = [...this.fields]
    copy.values = [...this.values]
    return copy
  }
}

export class NaiveSet implements SetValue {
  readonly type = 'set'
  encoding: 'intset' | 'hashtable' = 'intset'
  members: Bytes[] = []
  intsetWidth: IntsetWidth = 2
  readonly limits: EncodingLimits

  constructor(limits: EncodingLimits) {
    this.limits = limits
  }

  get length(): number {
    return this.members.length
  }

  get bytes(): number {
    return weigh(this.members)
  }

  widen(width: IntsetWidth): void {
    if (width > this.intsetWidth) this.intsetWidth = width
  }

  has(member: Bytes): boolean {
    return this.members.includes(member)
  }

  add(member: Bytes): boolean {
    if (this.has(member)) return false
    this.members.push(member)
    if (!setStaysIntset(this.limits, this.length, member)) this.encoding = 'hashtable'
    if (this.encoding === 'intset') this.widen(intsetWidthOf(member))
    this.sort()
    return true
  }

  sort(): void {
    if (this.encoding === 'intset') {
      this.members.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    }
  }

  delete(member: Bytes): boolean {
    const index = this.members.indexOf(member)
    if (index !== -1) this.members.splice(index, 1)
    return index !== -1
  }

  at(position: number): Bytes {
    return this.members[position] as Bytes
  }

  each(visit: (member: Bytes) => void): void {
    for (const member of this.members) visit(member)
  }

  scan(_cursor: number, _count: number, visit: (member: Bytes) => void): number {
    this.each(visit)
    return 0
  }

  clone(): NaiveSet {
    const copy = new NaiveSet(this.limits)
    copy.encoding = this.encoding
    copy.intsetWidth = this.intsetWidth
    copy.members = [...this.members]
    return copy
  }
}

export interface NaiveEntry {
  member: Bytes
  score: number
}

export class NaiveSortedSet implements SortedSetValue {
  readonly type = 'zset'
  encoding: 'listpack' | 'skiplist' = 'listpack'
  entries: NaiveEntry[] = []
  readonly limits: EncodingLimits

  constructor(limits: EncodingLimits) {
    this.limits = limits
  }

  get length(): number {
    return this.entries.length
  }

  get bytes(): number {
    return weigh(this.entries.map(({ member }) => member))
  }

  score(member: Bytes): number | undefined {
    return this.entries[this.rank(member) ?? -1]?.score
  }

  add(member: Bytes, score: number): 'added' | 'moved' | 'same' {
    const entry = this.entries.find((each) => each.member === member)
    if (entry?.score === score) return 'same'
    const stays = zsetStaysListpack(this.limits, this.length + 1, member)
    if (entry === undefined && !stays) this.encoding = 'skiplist'
    this.delete(member)
    const next = { member, score: this.encoding === 'listpack' ? score + 0 : score }
    const rank = this.entries.findIndex((each) => this.compare(each, next) > 0)
    this.entries.splice(rank === -1 ? this.length : rank, 0, next)
    return entry === undefined ? 'added' : 'moved'
  }

  compare(a: NaiveEntry, b: NaiveEntry): number {
    if (a.score !== b.score) return a.score < b.score ? -1 : 1
    return a.member < b.member ? -1 : 1
  }

  delete(member: Bytes): boolean {
    const rank = this.rank(member)
    if (rank !== undefined) this.entries.splice(rank, 1)
    return rank !== undefined
  }

  rank(member: Bytes): number | undefined {
    const rank = this.entries.findIndex((each) => each.member === member)
    return rank === -1 ? undefined : rank
  }

  countBelow(score: number, orEqual: boolean): number {
    return this.entries.filter((each) => each.score < score || (orEqual && each.score === score))
      .length
  }

  countBelowMember(member: Bytes, orEqual: boolean): number {
    return this.entries.filter(
      (each) => each.member < member || (orEqual && each.member === member),
    ).length
  }

  each(start: number, stop: number, visit: (member: Bytes, score: number) => void): void {
    const range = this.entries.slice(Math.min(start, stop), Math.max(start, stop) + 1)
    if (start > stop) range.reverse()
    for (const { member, score } of range) visit(member, score)
  }

  scan(_cursor: number, _count: number, visit: (member: Bytes, score: number) => void): number {
    for (const { member, score } of this.entries) visit(member, score)
    return 0
  }

  clone(): NaiveSortedSet {
    const copy = new NaiveSortedSet(this.limits)
    copy.encoding = this.encoding
    copy.entries = [...this.entries]
    return copy
  }
}

export class NaiveStream implements StreamLog, TrimmableLog {
  readonly type = 'stream'
  readonly encoding = 'stream'
  list: StreamNode[] = []
  readonly limits: EncodingLimits

  constructor(limits: EncodingLimits) {
    this.limits = limits
  }

  get length(): number {
    return this.list.reduce((sum, node) => sum + node.entries, 0)
  }

  get bytes(): number {
    return this.list.reduce((sum, node) => sum + OVERHEAD + node.listpackBytes, OVERHEAD)
  }

  get nodes(): number {
    return this.list.length
  }

  get first(): StreamId | undefined {
    return this.list.find((node) => node.entries > 0)?.first
  }

  get last(): StreamId | undefined {
    return this.list.findLast((node) => node.entries > 0)?.last
  }

  append(id: StreamId, fields: Bytes[]): void {
    if (!this.list.at(-1)?.hasRoom(this.limits, fields)) {
      this.list.push(new StreamNode(id, fieldNames(fields)))
    }
    this.list.at(-1)?.append(id, fields)
  }

  get(id: StreamId): readonly Bytes[] | undefined {
    return this.list.find((node) => node.get(id) !== undefined)?.get(id)
  }

  delete(id: StreamId): boolean {
    const node = this.list.find((each) => each.delete(id))
    if (node?.entries === 0) this.list.splice(this.list.indexOf(node), 1)
    return node !== undefined
  }

  each(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    visitUntilTold(this.#between(from, to), visit)
  }

  eachBackwards(from: StreamId, to: StreamId, visit: EntryVisitor): void {
    visitUntilTold(this.#between(from, to).reverse(), visit)
  }

  #between(from: StreamId, to: StreamId): Entry[] {
    const entries: Entry[] = []
    for (const node of this.list) {
      node.each(MIN_STREAM_ID, MAX_STREAM_ID, (...entry) => entries.push(entry) > 0)
    }
    return entries.filter(([id]) => id >= from && id <= to)
  }

  trim(trimming: Trimming): number {
    return trimFront(this, trimming)
  }

  get firstNode(): StreamNode | undefined {
    return this.list[0]
  }

  dropFirstNode(): void {
    this.list.shift()
  }

  cutFirstNode(count: number): void {
    this.list[0]?.deleteFirst(count)
  }

  eachNode(visit: (node: StreamNode) => void): void {
    for (const node of this.list) visit(node)
  }

  appendNode(node: StreamNode): void {
    this.list.push(node)
  }

  clone(): NaiveStream {
    const copy = new NaiveStream(this.limits)
    copy.list = this.list.map((node) => node.clone())
    return copy
  }
}

/** The naive classes by type, more open than `ValueTypes`. */
export interface NaiveTypes {
  string: NaiveString
  list: NaiveList
  hash: NaiveHash
  set: NaiveSet
  zset: NaiveSortedSet
  stream: NaiveStream
}

export const naiveEngine: {
  readonly [T in keyof NaiveTypes]: (...from: Parameters<Engine[T]>) => NaiveTypes[T]
} = {
  string: (initial) => new NaiveString(initial),
  list: () => new NaiveList(),
  hash: (limits) => new NaiveHash(limits),
  set: (limits) => new NaiveSet(limits),
  zset: (limits) => new NaiveSortedSet(limits),
  stream: (limits) => new NaiveStream(limits),
}

type Entry = [id: StreamId, fields: readonly Bytes[]]

function visitUntilTold(entries: readonly Entry[], visit: EntryVisitor): void {
  for (const [id, fields] of entries) if (!visit(id, fields)) return
}
