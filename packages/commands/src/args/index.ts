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

/** A signed 64-bit integer; beyond 2^53 the nearest double. */
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

/** The same, without a bigint where a number is exact. */
export function exactInteger(argv: Argv, index: number): number | bigint {
  const value = parseStoredInteger(bytes(argv, index))
  if (value === undefined) throw NOT_AN_INTEGER
  return value
}

export function positiveInteger(argv: Argv, index: number): number {
  return atLeast(argv, index, 0, OUT_OF_RANGE_POSITIVE)
}

/** An integer of `least` or more. Redis has one refusal for words as well as for lesser numbers. */
export function atLeast(argv: Argv, index: number, least: number, refusal: CommandError): number {
  const value = parseInteger(bytes(argv, index))
  if (value === undefined || value < least) throw refusal
  return value
}

/** A number as INCRBYFLOAT and HINCRBYFLOAT count. */
export function longDouble(argv: Argv, index: number): LongDouble {
  const value = LongDouble.parse(bytes(argv, index))
  if (value === undefined) throw NOT_A_FLOAT
  return value
}

/** Whether the argument is this word; `word` in capitals, the argument in any case. Words are C's: a zero byte ends them. */
export function is(argv: Argv, index: number, word: string): boolean {
  const given = argv[index]
  if (given === undefined || given.length < word.length) return false
  const whole = given.length === word.length ? given : untilZero(given)
  return whole.length === word.length && whole.toUpperCase() === word
}

/** The argument in capitals, for a `switch` over words. */
export function word(argv: Argv, index: number): string {
  return untilZero(bytes(argv, index)).toUpperCase()
}

/** The database of the number that the argument gives. */
export function database({ server }: Client, argv: Argv, index: number): Keyspace {
  const db = server.databases.at(int32(argv, index))
  if (db === undefined) throw DB_OUT_OF_RANGE
  return db
}
