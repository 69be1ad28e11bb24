import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import type { SetValue } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import { readIntset, writeIntset } from './intset.ts'
import { writeLength } from './length.ts'
import type { Output } from './output.ts'
import { type Reading, readCount } from './reading.ts'
import { readBlob, readString, writeBlob, writeString } from './string.ts'
import { SET, SET_INTSET } from './value-type.ts'

export function setType(set: SetValue): number {
  return set.encoding === 'intset' ? SET_INTSET : SET
}

export function writeSet(output: Output, set: SetValue): void {
  if (set.encoding === 'intset') {
    const integers: (number | bigint)[] = []
    set.each((member) => integers.push(parseStoredInteger(member) as number | bigint))
    writeBlob(output, writeIntset({ width: set.intsetWidth, integers }))
  } else {
    writeLength(output, set.length)
    set.each((member) => writeString(output, member))
  }
}

export function readSet({ input, engine, limits }: Reading, type: number): SetValue {
  const set = engine.set(limits)
  if (type === SET_INTSET) {
    const { width, integers } = readIntset(readBlob(input))
    set.widen(width)
    for (const integer of integers) addNew(set, ascii(String(integer)))
  } else {
    for (let left = readCount(input); left > 0; left--) addNew(set, readString(input))
  }
  return set
}

function addNew(set: SetValue, member: Bytes): void {
  if (!set.add(member)) throw DAMAGED
}
