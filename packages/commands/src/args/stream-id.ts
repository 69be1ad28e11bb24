import { type Bytes, parseInteger, shrink, UINT64_MAX } from '@resident/bytes'
import {
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  previousStreamId,
  type StreamId,
  streamIdOf,
} from '@resident/storage'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import * as arg from './index.ts'

const INVALID_STREAM_ID = err('Invalid stream ID specified as stream command argument')

/** A longer text is not even parsed. */
const LONGEST = 127

/** An id as it was given; `seq` is undefined where it is `*`. */
export interface GivenId {
  readonly ms: number | bigint
  readonly seq: number | bigint | undefined
}

/** The id at argv[index]: `ms-seq`, or `ms` alone, which is `ms-0`. */
export function streamId(argv: Argv, index: number): StreamId {
  const id = parseId(arg.bytes(argv, index), 0)
  if (id === undefined) throw INVALID_STREAM_ID
  return id
}

/** The same, where `-` and `+` mean the least and the greatest id. */
export function looseStreamId(argv: Argv, index: number): StreamId {
  return boundOf(arg.bytes(argv, index), 0)
}

/** As `streamId`, but the sequence number may be `*`, to be filled in by the stream. */
export function partialStreamId(argv: Argv, index: number): GivenId {
  const text = arg.bytes(argv, index)
  const given = parse(text)
  if (given === undefined) throw INVALID_STREAM_ID
  return given
}

/** All arguments from argv[index] on, as ids. */
export function streamIds(argv: Argv, index: number): StreamId[] {
  const ids: StreamId[] = []
  for (let i = index; i < argv.length; i++) ids.push(streamId(argv, i))
  return ids
}

/** The first id of a range: an id, `-`, `+`, or `(id` for the one after it. */
export function rangeStart(argv: Argv, index: number): StreamId {
  const text = arg.bytes(argv, index)
  if (!isExclusive(text)) return boundOf(text, 0)
  const id = parseId(text.slice(1) as Bytes, 0)
  if (id === undefined) throw INVALID_STREAM_ID
  const next = nextStreamId(id)
  if (next === undefined) throw err('invalid start ID for the interval')
  return next
}

/** The last id of a range; an id without a sequence number is the last of its millisecond. */
export function rangeEnd(argv: Argv, index: number): StreamId {
  const text = arg.bytes(argv, index)
  if (!isExclusive(text)) return boundOf(text, UINT64_MAX)
  const id = parseId(text.slice(1) as Bytes, UINT64_MAX)
  if (id === undefined) throw INVALID_STREAM_ID
  const previous = previousStreamId(id)
  if (previous === undefined) throw err('invalid end ID for the interval')
  return previous
}

/** The id in the text; `missing` is its sequence number if it has none. `undefined` if it is no id. */
export function parseId(text: Bytes, missing: number | bigint): StreamId | undefined {
  const given = parse(text, missing)
  return given?.seq === undefined ? undefined : streamIdOf(given.ms, given.seq)
}

function boundOf(text: Bytes, missing: number | bigint): StreamId {
  const word = text.length > LONGEST ? text : untilZero(text)
  if (word === '-') return MIN_STREAM_ID
  if (word === '+') return MAX_STREAM_ID
  const id = parseId(text, missing)
  if (id === undefined) throw INVALID_STREAM_ID
  return id
}

function isExclusive(text: Bytes): boolean {
  return text.length > 1 && text.startsWith('(')
}

function parse(text: Bytes, missing: number | bigint = 0): GivenId | undefined {
  if (text.length > LONGEST) return undefined
  const whole = untilZero(text)
  const dash = whole.indexOf('-')
  const ms = parseUint64(dash === -1 ? whole : whole.slice(0, dash))
  if (ms === undefined) return undefined
  if (dash === -1) return { ms, seq: missing }
  const rest = whole.slice(dash + 1)
  if (rest === '*') return { ms, seq: undefined }
  const seq = parseUint64(rest)
  return seq === undefined ? undefined : { ms, seq }
}

/** As Redis's string2ull, which falls back to strtoull: that skips blanks, accepts signs and leading zeros, and wraps negative numbers. */
function parseUint64(text: string): number | bigint | undefined {
  const plain = parseInteger(text)
  if (plain !== undefined && Number.isSafeInteger(plain)) return plain < 0 ? undefined : plain
  const [, sign, digits] = /^[\t-\r ]*([+-]?)(\d+)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const size = BigInt(digits)
  if (size > UINT64_MAX || (plain !== undefined && plain < 0)) return undefined
  return shrink(sign === '-' ? BigInt.asUintN(64, -size) : size)
}
