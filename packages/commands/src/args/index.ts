import {
  type Bytes,
  LongDouble,
  parseInt64,
  parseInteger,
  parseStoredInteger,
} from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { type CommandError, DB_OUT_OF_RANGE, err, NOT_A_FLOAT, NOT_AN_INTEGER } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

const OUT_OF_RANGE_POSITIVE = err('value is out of range, must be positive')

/** The argument as it came. Arity was checked before the handler ran. */
export function bytes(argv: Argv, index: number): Bytes {
  return argv[index] as Bytes
}

/**
 * The same, of a key.
 * @alias
 */
export const key: typeof bytes = bytes

/** A signed 64-bit integer; beyond 2^53 the nearest double. Throws NOT_AN_INTEGER, as the next two do. */
export function integer(argv: Argv, index: number): number {
  const value = parseInteger(bytes(argv, index))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}

/** A signed 32-bit integer. */
export function int32(argv: Argv, index: number): number {
  const value = integer(argv, index)
  if (value !== (value | 0)) {
    throw err('value is out of range, value must between -2147483648 and 2147483647')
  }
  return value
}

/** A signed 64-bit integer, exact. */
export function int64(argv: Argv, index: number): bigint {
  const value = parseInt64(bytes(argv, index))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}

/** The same, as a number where that is exact. */
export function exactInteger(argv: Argv, index: number): number | bigint {
  const value = parseStoredInteger(bytes(argv, index))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}

export function positiveInteger(argv: Argv, index: number): number {
  return atLeast(argv, index, 0, OUT_OF_RANGE_POSITIVE)
}

/** An integer of `least` or more. Redis refuses what is no integer and what is less with the same error. */
export function atLeast(argv: Argv, index: number, least: number, refusal: CommandError): number {
  const value = parseInteger(bytes(argv, index))
  if (value === undefined || value < least) throw refusal
  return value
}

/** A long double, as INCRBYFLOAT and HINCRBYFLOAT read it. Throws NOT_A_FLOAT. */
export function longDouble(argv: Argv, index: number): LongDouble {
  const value = LongDouble.parse(bytes(argv, index))
  if (value === undefined) throw NOT_A_FLOAT
  return value
}

/** Whether the argument is this word, in any case; `word` must be in capitals. As in C, a zero byte ends the argument. */
export function is(argv: Argv, index: number, word: string): boolean {
  const given = argv[index]
  if (given === undefined || given.length < word.length) return false
  const whole = given.length === word.length ? given : untilZero(given)
  return whole.length === word.length && whole.toUpperCase() === word
}

/** The argument in capitals, up to a zero byte: for a `switch` over words. */
export function word(argv: Argv, index: number): string {
  return untilZero(bytes(argv, index)).toUpperCase()
}

/** The database whose number the argument is. Throws DB_OUT_OF_RANGE. */
export function database({ server }: Client, argv: Argv, index: number): Keyspace {
  const db = server.databases.at(int32(argv, index))
  if (db === undefined) throw DB_OUT_OF_RANGE
  return db
}
