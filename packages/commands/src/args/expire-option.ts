import { type Bytes, INT64_MAX, INT64_MIN, parseStoredInteger, shrink } from '@resident/bytes'
import { type CommandError, err, NOT_AN_INTEGER, SYNTAX } from '../errors.ts'

const invalidExpire = (command: string): CommandError =>
  err(`invalid expire time in '${command}' command`)

/** In seconds or milliseconds; from now, or (…AT) since 1970. */
export type ExpireUnit = 'EX' | 'PX' | 'EXAT' | 'PXAT'

export function isExpireUnit(word: string): word is ExpireUnit {
  return word === 'EX' || word === 'PX' || word === 'EXAT' || word === 'PXAT'
}

/** One of several words that exclude each other: it may be repeated, but not changed. Throws SYNTAX. */
export function onlyChoice<T extends string>(chosen: T | undefined, word: T): T {
  if (chosen !== undefined && chosen !== word) throw SYNTAX
  return word
}

/**
 * The deadline, in Unix milliseconds, that an amount such as the `10` of `EX 10` means.
 *
 * Throws for an amount that is no integer, not positive, or too large for 64 bits; `command` is named in the refusal.
 */
export function deadlineOf(
  unit: ExpireUnit,
  amount: Bytes,
  now: number,
  command: string,
): number | bigint {
  const given = parseStoredInteger(amount)
  if (given === undefined) throw NOT_AN_INTEGER
  if (given <= 0) throw invalidExpire(command)
  return momentOf(unit, given, now, command)
}

/** The same for an amount that may be negative, as EXPIRE's. Throws if the deadline does not fit in 64 bits. */
export function momentOf(
  unit: ExpireUnit,
  amount: number | bigint,
  now: number,
  command: string,
): number | bigint {
  const scale = unit === 'EX' || unit === 'EXAT' ? 1000 : 1
  const start = unit === 'EX' || unit === 'PX' ? now : 0
  const moment = Number(amount) * scale + start
  if (Number.isSafeInteger(moment)) return moment
  const scaled = BigInt(amount) * BigInt(scale)
  const exact = scaled + BigInt(start)
  if (scaled < INT64_MIN || exact > INT64_MAX) throw invalidExpire(command)
  return shrink(exact)
}
