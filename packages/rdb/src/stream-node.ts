import { type Bytes, parseStoredInteger } from '@resident/bytes'
import { type StreamId, StreamNode, streamIdMs, streamIdOf, streamIdSeq } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import { type Entries, type Entry, textOf } from './entries.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'

// A stream's node is a listpack:
//
//     entries | deleted | names of the master | name … | 0 | entry …
//
// and an entry:
//
//     flags | ms, less the master's | seq, less the master's | names | name, value, … | listpack entries before
//
// or, if it has the same names as the master, only the values after the id.

const DELETED = 1
const SAME_NAMES = 2

export function writeStreamNode(node: StreamNode): Buffer {
  const listpack = new ListpackWriter()
  const names = node.masterFields
  listpack.appendInteger(node.entries)
  listpack.appendInteger(node.deleted)
  listpack.appendInteger(names.length)
  for (const name of names) listpack.append(name)
  listpack.appendInteger(0)
  node.eachEver((id, fields, deleted) => {
    const same = hasNames(fields, names)
    listpack.appendInteger((deleted ? DELETED : 0) | (same ? SAME_NAMES : 0))
    listpack.appendInteger(difference(streamIdMs(id), streamIdMs(node.master)))
    listpack.appendInteger(difference(streamIdSeq(id), streamIdSeq(node.master)))
    const before = listpack.count - 3
    if (!same) listpack.appendInteger(fields.length / 2)
    for (let i = same ? 1 : 0; i < fields.length; i += same ? 2 : 1) {
      listpack.append(fields[i] as Bytes)
    }
    listpack.appendInteger(listpack.count - before)
  })
  return listpack.finish()
}

function hasNames(fields: readonly Bytes[], names: readonly Bytes[]): boolean {
  if (fields.length !== 2 * names.length) return false
  for (let i = 0; i < names.length; i++) if (fields[2 * i] !== names[i]) return false
  return true
}

/** As an int64, which is how Redis keeps it. */
function difference(value: number | bigint, from: number | bigint): number | bigint {
  if (typeof value === 'number' && typeof from === 'number') return value - from
  return BigInt.asIntN(64, BigInt(value) - BigInt(from))
}

/** Reads a node whose ids must all be greater than `after`. */
export function readStreamNode(master: StreamId, blob: Buffer, after: StreamId): StreamNode {
  const entries = new ListpackReader(blob)
  const total = nextCount(entries) + nextCount(entries)
  const node = new StreamNode(master, nextTexts(entries, nextCount(entries)))
  if (nextInteger(entries) !== 0) throw DAMAGED
  const deleted: StreamId[] = []
  let last = after
  for (let left = total; left > 0; left--) {
    const flags = nextCount(entries)
    const id = idFrom(master, nextInteger(entries), nextInteger(entries))
    if (id <= last) throw DAMAGED
    last = id
    node.append(id, nextFields(entries, (flags & SAME_NAMES) !== 0 ? node.masterFields : undefined))
    if ((flags & DELETED) !== 0) deleted.push(id)
  }
  if (entries.more()) throw DAMAGED
  for (const id of deleted) node.delete(id)
  return node
}

function idFrom(master: StreamId, ms: number | bigint, seq: number | bigint): StreamId {
  return streamIdOf(sum(streamIdMs(master), ms), sum(streamIdSeq(master), seq))
}

function sum(value: number | bigint, difference: number | bigint): number | bigint {
  const sum = Number(value) + Number(difference)
  if (sum >= 0 && Number.isSafeInteger(sum)) return sum
  return BigInt.asUintN(64, BigInt(value) + BigInt(difference))
}

/** Fields and values in turn; the fields are `names` if those are given. */
function nextFields(entries: Entries, names: readonly Bytes[] | undefined): Bytes[] {
  const count = names?.length ?? nextCount(entries)
  const values = nextTexts(entries, names === undefined ? 2 * count : count)
  const above = 3 + count + (names === undefined ? count + 1 : 0)
  if (count === 0 || nextInteger(entries) !== above) throw DAMAGED
  return names === undefined ? values : zip(names, values)
}

function zip(names: readonly Bytes[], values: readonly Bytes[]): Bytes[] {
  const fields: Bytes[] = []
  for (let i = 0; i < names.length; i++) fields.push(names[i] as Bytes, values[i] as Bytes)
  return fields
}

function nextTexts(entries: Entries, count: number): Bytes[] {
  const texts: Bytes[] = []
  for (let i = 0; i < count; i++) texts.push(textOf(nextEntry(entries)))
  return texts
}

/** An integer that must not be negative. One that is too great fails later, when there are too few entries. */
function nextCount(entries: Entries): number {
  const count = Number(nextInteger(entries))
  if (count < 0) throw DAMAGED
  return count
}

function nextInteger(entries: Entries): number | bigint {
  const entry = nextEntry(entries)
  const integer = typeof entry === 'string' ? parseStoredInteger(entry) : entry
  if (integer === undefined) throw DAMAGED
  return integer
}

function nextEntry(entries: Entries): Entry {
  if (!entries.more()) throw DAMAGED
  return entries.next()
}
