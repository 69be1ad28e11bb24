import { ascii, type Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import { type EncodingLimits, hashStaysListpack } from '../encoding.ts'
import type { Engine } from '../engine.ts'
import { type StreamId, streamIdMs } from '../stream-id.ts'
import { fieldNames, StreamNode } from '../stream-node.ts'
import { type Trimming, trimFront } from '../stream-trim.ts'
import { engineSuite } from './index.ts'
import {
  type NaiveHash,
  type NaiveSet,
  type NaiveSortedSet,
  type NaiveTypes,
  naiveEngine,
} from './naive-engine.ts'

/** What a faulty value does differently; `this` is the value. */
type Fault<V> = Partial<{ [K in keyof V]: V[K] }> & ThisType<V>

// Does the suite find what it is there to find? Each of these is one mistake
// that an engine's author could make, planted alone in a right engine.

const FAULTS: { readonly [T in keyof NaiveTypes]: Readonly<Record<string, Fault<NaiveTypes[T]>>> } =
  {
    string: {
      'a gap is filled with spaces': {
        overwrite(offset, content) {
          const before = this.content.slice(0, offset).padEnd(offset, ' ')
          this.content = before + content + this.content.slice(offset + content.length)
        },
      },
      'overwrite cuts off what follows': {
        overwrite(offset, content) {
          this.content = this.content.slice(0, offset).padEnd(offset, '\0') + content
        },
      },
      'the highest bit is lost': {
        toBytes() {
          return ascii(
            this.content.replace(/[\x80-\xff]/g, (c) => String.fromCharCode(c.charCodeAt(0) & 127)),
          )
        },
      },
      'slice includes its end': {
        slice(start, end) {
          return ascii(this.content.slice(start, end + 1))
        },
      },
      'byteAt past the end is no number': {
        byteAt(index) {
          return this.content.charCodeAt(index)
        },
      },
      'a copy is the original': {
        clone() {
          return this as unknown as NaiveTypes['string']
        },
      },
      'bytes stands still': {
        get bytes() {
          return 100
        },
      },
    },

    list: {
      'pop from the tail of a long list takes the head': {
        pop(end) {
          return end === 'head' || this.length > 8 ? this.elements.shift() : this.elements.pop()
        },
      },
      'remove counts from the head always': {
        remove(element, limit) {
          let removed = 0
          this.elements = this.elements.filter((each) => each !== element || removed++ >= limit)
          return Math.min(removed, limit)
        },
      },
      'trim leaves out its end': {
        trim(start, stop) {
          this.elements = this.elements.slice(start, Math.max(start + 1, stop))
        },
      },
      'insert at the end goes before the last': {
        insert(index, element) {
          this.elements.splice(Math.min(index, Math.max(0, this.length - 1)), 0, element)
        },
      },
      'a walk backwards leaves out its end': {
        each(start, stop, visit) {
          for (let i = start; i <= stop; i++) visit(this.at(i))
          for (let i = start; i > stop; i--) visit(this.at(i))
        },
      },
      'an empty element is none': {
        push(end, element) {
          if (element === '') return
          if (end === 'head') this.elements.unshift(element)
          else this.elements.push(element)
        },
      },
      'bytes keeps what trim took': {
        trim(start, stop) {
          const before = this.bytes
          this.elements = this.elements.slice(start, stop + 1)
          Object.defineProperty(this, 'bytes', { get: () => before, configurable: true })
        },
      },
      'a copy shares its elements': {
        clone() {
          const copy = naiveEngine.list({} as never)
          copy.elements = this.elements
          return copy
        },
      },
    },

    hash: {
      'a changed value moves to the end': {
        set(field, value) {
          const isNew = !this.delete(field)
          this.fields.push(field)
          this.values.push(value)
          convert(this, field, value)
          return isNew
        },
      },
      'a deletion puts the last into the gap': {
        delete(field) {
          return swapOut(this, field)
        },
      },
      'one field too many is let in': {
        set(field, value) {
          const isNew = put(this, field, value)
          if (!hashStaysListpack(this.limits, this.length - 1, field, value))
            this.encoding = 'hashtable'
          return isNew
        },
      },
      'a changed value converts nothing': {
        set(field, value) {
          const isNew = put(this, field, value)
          if (isNew) convert(this, field, value)
          return isNew
        },
      },
      'a deletion converts back': {
        delete(field) {
          const place = this.fields.indexOf(field)
          if (place === -1) return false
          this.fields.splice(place, 1)
          this.values.splice(place, 1)
          if (this.length < 3) this.encoding = 'listpack'
          return true
        },
      },
      'positions go the other way': {
        fieldAt(position) {
          return this.fields[this.length - 1 - position] as Bytes
        },
      },
      'a scan goes upwards while deletions swap': {
        delete(field) {
          return this.encoding === 'listpack' ? splice(this, field) : swapOut(this, field)
        },
        scan(cursor, count, visit) {
          if (this.encoding === 'listpack') return everything(this, visit)
          const end = Math.min(cursor + count, this.length)
          for (let i = cursor; i < end; i++) visit(this.fieldAt(i), this.valueAt(i))
          return end === this.length ? 0 : end
        },
      },
      'a scan of a listpack minds its count': {
        scan(cursor, count, visit) {
          const left = cursor > 0 ? Math.min(cursor, this.length) : this.length
          const end = Math.max(0, left - count)
          for (let i = left - 1; i >= end; i--) visit(this.fieldAt(i), this.valueAt(i))
          return end
        },
      },
      'a scan never ends from a cursor it did not give': {
        scan(cursor, _count, visit) {
          if (this.encoding === 'hashtable' && cursor !== 0) return cursor
          return everything(this, visit)
        },
      },
      'a field named like a property of objects is there': {
        has(field) {
          return field in {} || this.fields.includes(field)
        },
      },
      'fields are told apart as text is sorted': {
        get(field) {
          return this.values[this.fields.findIndex((each) => each.localeCompare(field) === 0)]
        },
      },
      'set says new of a changed value': {
        set(field, value) {
          const changed = this.get(field) !== value
          put(this, field, value)
          convert(this, field, value)
          return changed
        },
      },
    },

    set: {
      'integers are in the order of their text': {
        sort() {
          if (this.encoding === 'intset') this.members.sort()
        },
      },
      'integers are sorted as doubles': {
        sort() {
          if (this.encoding === 'intset') this.members.sort((a, b) => Number(a) - Number(b))
        },
      },
      'integers are sought as doubles': {
        has(member) {
          if (this.encoding !== 'intset') return this.members.includes(member)
          return this.members.some((each) => Number(each) === Number(member))
        },
      },
      'what JavaScript reads as an integer is one': {
        add(member) {
          if (this.has(member)) return false
          this.members.push(member)
          const isInteger = Number.isInteger(Number(member))
          if (!isInteger || this.length > this.limits.setMaxIntsetEntries)
            this.encoding = 'hashtable'
          if (this.encoding === 'intset') this.members.sort((a, b) => Number(a) - Number(b))
          return true
        },
      },
      'a set at its limit is converted by a member it has': {
        add(member) {
          if (this.length >= this.limits.setMaxIntsetEntries) this.encoding = 'hashtable'
          return addTo(this, member)
        },
      },
      'a deletion says that there was one': {
        delete(member) {
          const place = this.members.indexOf(member)
          if (place !== -1) this.members.splice(place, 1)
          return this.length > 0 || place !== -1
        },
      },
      'a scan goes by the last member seen': {
        scan(cursor, count, visit) {
          if (this.encoding === 'intset') return everyMember(this, visit)
          // New members come first, so what was at the cursor has moved on.
          const end = Math.min(cursor + count, this.length)
          for (const member of this.members.slice(cursor, end)) visit(member)
          return end >= this.length ? 0 : end
        },
      },
      'a copy is an intset again': {
        clone() {
          const copy = naiveEngine.set(this.limits)
          for (const member of this.members) copy.members.push(member)
          return copy
        },
      },
      'bytes grows for ever': {
        add(member) {
          const before = this.bytes
          const isNew = addTo(this, member)
          const after = Math.max(before, this.bytes)
          Object.defineProperty(this, 'bytes', { get: () => after, configurable: true })
          return isNew
        },
      },
    },

    zset: {
      'ties are in the order they came': {
        compare: (a, b) => (a.score > b.score ? 1 : -1),
      },
      'ties are in alphabetical order': {
        compare: (a, b) => order(a.score, b.score) || a.member.localeCompare(b.member),
      },
      'scores are compared as whole numbers': {
        compare: (a, b) =>
          order(Math.trunc(a.score), Math.trunc(b.score)) || order(a.member, b.member),
      },
      '-0 is less than 0': {
        compare: (a, b) =>
          order(a.score, b.score) ||
          Number(Object.is(b.score, -0)) - Number(Object.is(a.score, -0)) ||
          order(a.member, b.member),
      },
      '-0 stays in a listpack': {
        add(member, score) {
          const found = addScored(this, member, score)
          const entry = this.entries.find((each) => each.member === member)
          if (entry !== undefined && found !== 'same') entry.score = score
          return found
        },
      },
      'a count leaves out what is equal': {
        countBelow(score) {
          return this.entries.filter((each) => each.score < score).length
        },
      },
      'a count by member takes in what is equal': {
        countBelowMember(member) {
          return this.entries.filter((each) => each.member <= member).length
        },
      },
      'a moved member stands where it stood': {
        add(member, score) {
          const entry = this.entries.find((each) => each.member === member)
          if (entry === undefined || entry.score === score) return addScored(this, member, score)
          entry.score = score
          return 'moved'
        },
      },
      'a member is deleted by its score': {
        delete(member) {
          const score = this.score(member)
          const rank = this.entries.findIndex((each) => each.score === score)
          if (rank !== -1) this.entries.splice(rank, 1)
          return rank !== -1
        },
      },
      'ranks beyond 3,000 are off by one': {
        rank(member) {
          const rank = this.entries.findIndex((each) => each.member === member)
          return rank === -1 ? undefined : rank > 3000 ? rank + 1 : rank
        },
      },
      'a move converts': {
        add(member, score) {
          const found = addScored(this, member, score)
          if (found === 'moved' && this.length >= this.limits.zsetMaxListpackEntries) {
            this.encoding = 'skiplist'
          }
          return found
        },
      },
      'a walk backwards is one short': {
        each(start, stop, visit) {
          const range = this.entries.slice(Math.min(start, stop), Math.max(start, stop) + 1)
          if (start > stop) range.reverse().pop()
          for (const { member, score } of range) visit(member, score)
        },
      },
      'a scan goes by rank': {
        scan(cursor, count, visit) {
          const isSmall = this.encoding === 'listpack'
          const left = cursor > 0 && !isSmall ? Math.min(cursor, this.length) : this.length
          const end = isSmall ? 0 : Math.max(0, left - count)
          for (const { member, score } of this.entries.slice(end, left)) visit(member, score)
          return end
        },
      },
      'a copy shares its entries, and moves change them': {
        add(member, score) {
          const entry = this.entries.find((each) => each.member === member)
          if (entry === undefined || entry.score === score) return addScored(this, member, score)
          entry.score = score
          this.entries.sort(this.compare)
          return 'moved'
        },
      },
    },

    stream: {
      'a node stays when its last entry goes': {
        delete(id) {
          return this.list.some((node) => node.delete(id))
        },
      },
      'ids are compared as doubles': {
        each(from, to, visit) {
          const entries: [StreamId, readonly Bytes[]][] = []
          for (const node of this.list) {
            node.eachEver((id, fields, deleted) => deleted || entries.push([id, fields]))
          }
          const [low, high] = [Number(streamIdMs(from)), Number(streamIdMs(to))]
          for (const [id, fields] of entries) {
            const ms = Number(streamIdMs(id))
            if (ms >= low && ms <= high && !visit(id, fields)) return
          }
        },
      },
      'a node takes one entry too many': {
        append(id, fields) {
          const limits = { ...this.limits }
          if (limits.streamNodeMaxEntries > 0) limits.streamNodeMaxEntries++
          appendTo(this.list, limits, id, fields)
        },
      },
      'a node is full one byte too late': {
        append(id, fields) {
          const limits = { ...this.limits }
          if (limits.streamNodeMaxBytes > 0) limits.streamNodeMaxBytes++
          appendTo(this.list, limits, id, fields)
        },
      },
      'limits are read once': {
        append(id, fields) {
          const first = this as unknown as { once?: EncodingLimits }
          first.once ??= { ...this.limits }
          appendTo(this.list, first.once, id, fields)
        },
      },
      'deleted entries give back their room': {
        delete(id) {
          const place = this.list.findIndex((node) => node.get(id) !== undefined)
          const node = this.list[place]
          if (node === undefined) return false
          const rest = new StreamNode(node.master, node.masterFields)
          node.eachEver((each, fields) => each === id || rest.append(each, [...fields]))
          this.list.splice(place, 1, ...(rest.entries > 0 ? [rest] : []))
          return true
        },
      },
      'trimming about a length is exact': {
        trim({ keep, limit = 0 }) {
          return naiveTrim(this, keep, limit)
        },
      },
      'a limit is passed by the node that reaches it': {
        trim(trimming) {
          const { keep, approximate = false, limit = 0 } = trimming
          if (typeof keep !== 'number') return trimFront(this, trimming)
          let gone = 0
          while (this.list[0] && this.length - this.list[0].entries >= keep) {
            if (limit !== 0 && gone >= limit) break
            gone += this.list.shift()?.entries ?? 0
          }
          return approximate ? gone : gone + naiveTrim(this, keep, 0)
        },
      },
      'trimming before an id takes the id too': {
        trim(trimming) {
          const { keep, limit = 0 } = trimming
          if (typeof keep === 'number') return trimFront(this, trimming)
          let count = 0
          for (const node of this.list) {
            count += node.countBelow(keep) + (node.get(keep) === undefined ? 0 : 1)
          }
          return naiveTrim(this, this.length - count, limit)
        },
      },
      'the first is the first there ever was': {
        get first() {
          return this.list[0]?.master
        },
      },
      'a range backwards is told its ends the other way round': {
        eachBackwards(from, to, visit) {
          for (const node of [...this.list].reverse()) {
            if (!node.eachBackwards(to, from, visit)) return
          }
        },
      },
      'a visit that says stop is not heard': {
        each(from, to, visit) {
          for (const node of this.list) {
            node.each(from, to, (id, fields) => {
              visit(id, fields)
              return true
            })
          }
        },
      },
      'a copy shares its nodes': {
        clone() {
          const copy = naiveEngine.stream(this.limits)
          copy.list = [...this.list]
          return copy
        },
      },
    },
  }

describe('the engine suite', () => {
  test('finds nothing in an engine without a fault', () => {
    const found = firstFailure(naiveEngine)
    if (found !== undefined) throw new Error(found)
  })

  for (const type of Object.keys(FAULTS) as (keyof NaiveTypes)[]) {
    for (const [name, fault] of Object.entries(FAULTS[type])) {
      test(`finds that in a ${type} ${name}`, () => {
        const found = firstFailure({ [type]: faulty(type, fault) })
        if (found === undefined) throw new Error('the suite has not seen it')
      })
    }
  }
})

/** The first complaint of the suite, if it has any. */
function firstFailure(engine: Partial<Engine>): string | undefined {
  const tests: [name: string, run: () => void][] = []
  engineSuite({ test: (name, run) => tests.push([name, run]), engine })
  for (const [name, run] of tests) {
    try {
      run()
    } catch (thrown) {
      return `${name}: ${thrown}`
    }
  }
  return undefined
}

/** The naive factory of `type` with the fault in what it makes, and in copies of it. */
function faulty(type: keyof NaiveTypes, fault: object): (from: never) => unknown {
  const spoil = (value: { clone(): object }): object => {
    const copy = value.clone
    Object.defineProperty(value, 'clone', {
      value: () => spoil(copy.call(value) as { clone(): object }),
      configurable: true,
    })
    const { clone, ...others } = Object.getOwnPropertyDescriptors(fault) as PropertyDescriptorMap
    if (clone !== undefined) Object.defineProperty(value, 'clone', clone)
    return Object.defineProperties(value, others)
  }
  const make = naiveEngine[type] as (from: never) => { clone(): object }
  return (from) => spoil(make(from))
}

// Pieces of the right engine, for faults that need most of it.

function put(hash: NaiveHash, field: Bytes, value: Bytes): boolean {
  const place = hash.fields.indexOf(field)
  hash.fields[place === -1 ? hash.fields.length : place] = field
  hash.values[place === -1 ? hash.values.length : place] = value
  return place === -1
}

function convert(hash: NaiveHash, field: Bytes, value: Bytes): void {
  if (!hashStaysListpack(hash.limits, hash.length, field, value)) hash.encoding = 'hashtable'
}

function splice(hash: NaiveHash, field: Bytes): boolean {
  const place = hash.fields.indexOf(field)
  if (place === -1) return false
  hash.fields.splice(place, 1)
  hash.values.splice(place, 1)
  return true
}

function swapOut(hash: NaiveHash, field: Bytes): boolean {
  const place = hash.fields.indexOf(field)
  if (place === -1) return false
  const [lastField, lastValue] = [hash.fields.pop() as Bytes, hash.values.pop() as Bytes]
  if (place === hash.fields.length) return true
  hash.fields[place] = lastField
  hash.values[place] = lastValue
  return true
}

function everything(hash: NaiveHash, visit: (field: Bytes, value: Bytes) => void): number {
  hash.each(visit)
  return 0
}

function everyMember(set: NaiveSet, visit: (member: Bytes) => void): number {
  set.each(visit)
  return 0
}

function addTo(set: NaiveSet, member: Bytes): boolean {
  return naiveEngine.set(set.limits).add.call(set, member)
}

function addScored(zset: NaiveSortedSet, member: Bytes, score: number): 'added' | 'moved' | 'same' {
  return naiveEngine.zset(zset.limits).add.call(zset, member, score)
}

function order<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function appendTo(list: StreamNode[], limits: EncodingLimits, id: StreamId, fields: Bytes[]): void {
  if (!list.at(-1)?.hasRoom(limits, fields)) list.push(new StreamNode(id, fieldNames(fields)))
  list.at(-1)?.append(id, fields)
}

function naiveTrim(log: NaiveTypes['stream'], keep: Trimming['keep'], limit: number): number {
  return trimFront(log, { keep, limit })
}
