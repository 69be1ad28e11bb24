import type {
  EncodingLimits,
  HashValue,
  ListValue,
  SetValue,
  SortedSetValue,
  StringValue,
} from '@resident/storage'
import { DAMAGED } from './damage.ts'
import { hashType, readHash, writeHash } from './hash.ts'
import { readList, writeList } from './list.ts'
import type { Output } from './output.ts'
import type { Reading } from './reading.ts'
import { readSet, setType, writeSet } from './set.ts'
import { readSortedSet, sortedSetType, writeSortedSet } from './sorted-set.ts'
import { readStream, writeStream } from './stream.ts'
import type { StreamRecord } from './stream-record.ts'
import { type PlainString, readStringValue, writeStringValue } from './string.ts'
import * as type from './value-type.ts'

/** What a key may hold. */
export type RdbValue =
  | PlainString
  | StringValue
  | ListValue
  | SetValue
  | SortedSetValue
  | HashValue
  | StreamRecord

/** The byte that says how `writeValue` will write it. */
export function typeOfValue(value: RdbValue): number {
  if (typeof value !== 'object') return type.STRING
  switch (value.type) {
    case 'string':
      return type.STRING
    case 'list':
      return type.LIST_QUICKLIST_2
    case 'set':
      return setType(value)
    case 'zset':
      return sortedSetType(value)
    case 'hash':
      return hashType(value)
    case 'stream':
      return type.STREAM_LISTPACKS_2
  }
}

/** Writes a value, without its type, in the form that its `encoding` calls for. */
export function writeValue(output: Output, value: RdbValue, limits: EncodingLimits): void {
  if (typeof value !== 'object') return writeStringValue(output, value)
  switch (value.type) {
    case 'string':
      return writeStringValue(output, value)
    case 'list':
      return writeList(output, value, limits)
    case 'set':
      return writeSet(output, value)
    case 'zset':
      return writeSortedSet(output, value)
    case 'hash':
      return writeHash(output, value)
    case 'stream':
      return writeStream(output, value)
  }
}

/** Reads a value of the given type. Throws DAMAGED, EMPTY_KEY, or what the input throws past its end. */
export function readValue(reading: Reading, valueType: number): RdbValue {
  switch (valueType) {
    case type.STRING:
      return readStringValue(reading.input)
    case type.LIST:
    case type.LIST_ZIPLIST:
    case type.LIST_QUICKLIST:
    case type.LIST_QUICKLIST_2:
      return readList(reading, valueType)
    case type.SET:
    case type.SET_INTSET:
      return readSet(reading, valueType)
    case type.ZSET:
    case type.ZSET_2:
    case type.ZSET_ZIPLIST:
    case type.ZSET_LISTPACK:
      return readSortedSet(reading, valueType)
    case type.HASH:
    case type.HASH_ZIPMAP:
    case type.HASH_ZIPLIST:
    case type.HASH_LISTPACK:
      return readHash(reading, valueType)
    case type.STREAM_LISTPACKS:
    case type.STREAM_LISTPACKS_2:
      return readStream(reading, valueType)
    default:
      // Values of modules, and types of later versions of Redis.
      throw DAMAGED
  }
}
