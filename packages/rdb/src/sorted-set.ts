import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import { DAMAGED, EMPTY_KEY } from './damage.ts'
import { type Entries, textOf } from './entries.ts'
import type { Input } from './input.ts'
import { writeLength } from './length.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'
import type { Output } from './output.ts'
import { type Reading, readCount } from './reading.ts'
import { appendScore, readBinaryScore, readTextScore, scoreOf } from './score.ts'
import { readBlob, readString, writeBlob, writeString } from './string.ts'
import { ZSET, ZSET_2, ZSET_LISTPACK } from './value-type.ts'
import { ZiplistReader } from './ziplist-reader.ts'

export function sortedSetType(zset: SortedSetValue): number {
  return zset.encoding === 'listpack' ? ZSET_LISTPACK : ZSET_2
}

export function writeSortedSet(output: Output, zset: SortedSetValue): void {
  const last = zset.length - 1
  if (zset.encoding === 'listpack') {
    const listpack = new ListpackWriter()
    zset.each(0, last, (member, score) => {
      listpack.append(member)
      appendScore(listpack, score)
    })
    writeBlob(output, listpack.finish())
  } else {
    writeLength(output, zset.length)
    // The greatest first, so that Redis, reading them, inserts each at the head.
    zset.each(last, 0, (member, score) => {
      writeString(output, member)
      output.double(score)
    })
  }
}

export function readSortedSet({ input, engine, limits }: Reading, type: number): SortedSetValue {
  const zset = engine.zset(limits)
  if (type === ZSET || type === ZSET_2) {
    readPairs(input, zset, type)
    return zset
  }
  const blob = readBlob(input)
  const entries: Entries =
    type === ZSET_LISTPACK ? new ListpackReader(blob) : new ZiplistReader(blob)
  while (entries.more()) {
    const member = textOf(entries.next())
    if (!entries.more()) throw DAMAGED
    addNew(zset, member, scoreOf(entries.next()))
  }
  if (zset.length === 0) throw EMPTY_KEY
  return zset
}

function readPairs(input: Input, zset: SortedSetValue, type: number): void {
  const minusZeros: Bytes[] = []
  for (let left = readCount(input); left > 0; left--) {
    const member = readString(input)
    const score = type === ZSET ? readTextScore(input) : readBinaryScore(input)
    if (Object.is(score, -0)) minusZeros.push(member)
    addNew(zset, member, score)
  }
  // A listpack turns -0 into 0, but Redis makes a listpack only when everything has been read. So where
  // there turns out to be none, each -0 that was turned into 0 on the way is added again.
  if (zset.encoding === 'listpack') return
  for (const member of minusZeros) {
    zset.delete(member)
    zset.add(member, -0)
  }
}

function addNew(zset: SortedSetValue, member: Bytes, score: number): void {
  if (zset.add(member, score) !== 'added') throw DAMAGED
}
