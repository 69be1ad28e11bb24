import type { Time } from './clock.ts'
import { nextTimeOfDay, type TimeOfDay } from './daily.ts'
import { CacheError } from './errors.ts'
import type { Argument, Rest } from './operation.ts'

/**
 * When a key expires, made by `expireIn` and related functions. A duration counts from the moment of each write, on the
 * server's clock; a time of day is worked out at each write.
 */
export type Expiry =
  | { readonly kind: 'in'; readonly milliseconds: number }
  | { readonly kind: 'daily'; readonly time: TimeOfDay }
  | { readonly kind: 'never' }
  | { readonly kind: 'keep' }

/** The options of every method that writes. */
export interface WriteOptions {
  /** Takes precedence over the expiry of `with()`, and that over the keyspace's `defaultExpiry`. */
  readonly expiry?: Expiry | undefined
}

/** Expires `milliseconds` after each write. Throws a CacheError INVALID_EXPIRY unless that is a whole number from 1. */
export function expireIn(milliseconds: number): Expiry {
  return duration(milliseconds, 1, 'expireIn')
}

/** Expires `seconds` after each write. Fractions are allowed if they are whole milliseconds; else throws INVALID_EXPIRY. */
export function expireInSeconds(seconds: number): Expiry {
  return duration(seconds, 1000, 'expireInSeconds')
}

/** Expires `minutes` after each write. Fractions are allowed if they are whole milliseconds; else throws INVALID_EXPIRY. */
export function expireInMinutes(minutes: number): Expiry {
  return duration(minutes, 60_000, 'expireInMinutes')
}

/** Expires `hours` after each write. Fractions are allowed if they are whole milliseconds; else throws INVALID_EXPIRY. */
export function expireInHours(hours: number): Expiry {
  return duration(hours, 3_600_000, 'expireInHours')
}

/**
 * Expires at the next moment after each write when clocks show this time, in UTC or in the time zone with this IANA name. If
 * a change of the clocks skips the time, the moment of the change counts; if the time comes twice, the first one counts.
 * Throws a CacheError INVALID_EXPIRY for an impossible time and for an unknown zone.
 */
export function expireDailyAt(
  hours: number,
  minutes: number,
  seconds: number,
  options: { readonly timeZone?: string } = {},
): Expiry {
  const { timeZone = 'UTC' } = options
  within('hours', hours, 23)
  within('minutes', minutes, 59)
  within('seconds', seconds, 59)
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch (cause) {
    throw new CacheError('INVALID_EXPIRY', `expireDailyAt: there is no time zone '${timeZone}'`, {
      cause,
    })
  }
  return { kind: 'daily', time: { hours, minutes, seconds, timeZone } }
}

/** The key stays until it is deleted or evicted; a deadline that it had is removed. */
export const neverExpire: Expiry = { kind: 'never' }

/** The key keeps the deadline that it had, if any. */
export const keepTTL: Expiry = { kind: 'keep' }

/** An expiry as a command expresses it; `undefined` if none was declared. */
export type Deadline =
  | { readonly kind: 'in' | 'at'; readonly milliseconds: number }
  | { readonly kind: 'never' | 'keep' }
  | undefined

/** The deadline that an expiry means at this moment. */
export function deadlineOf(expiry: Expiry | undefined, time: Time): Deadline {
  switch (expiry?.kind) {
    case 'daily':
      return { kind: 'at', milliseconds: nextTimeOfDay(expiry.time, time.now()) }
    case undefined:
      return undefined
    default:
      return expiry
  }
}

/** What follows a command's keys, which `words` makes from the deadline. */
export function dated(
  expiry: Expiry | undefined,
  words: (deadline: Deadline) => readonly Argument[],
): Rest {
  return expiry?.kind === 'daily' ? (time) => words(deadlineOf(expiry, time)) : words(expiry)
}

/** The words that set the deadline in SET. Without any, SET removes the deadline that the key had. */
export function setWords(deadline: Deadline): Argument[] {
  switch (deadline?.kind) {
    case 'in':
      return ['PX', deadline.milliseconds]
    case 'at':
      return ['PXAT', deadline.milliseconds]
    case 'keep':
      return ['KEEPTTL']
    default:
      return []
  }
}

/** The words that tell a script the deadline: a command, or '' for none, and its milliseconds. */
export function scriptWords(deadline: Deadline): Argument[] {
  switch (deadline?.kind) {
    case 'in':
      return ['PEXPIRE', deadline.milliseconds]
    case 'at':
      return ['PEXPIREAT', deadline.milliseconds]
    case 'never':
      return ['PERSIST', '']
    default:
      return ['', '']
  }
}

/** Whether a write other than SET has to change the deadline of its keys. */
export function changesDeadline(expiry: Expiry | undefined): boolean {
  return expiry !== undefined && expiry.kind !== 'keep'
}

/** Throws a CacheError INVALID_EXPIRY for anything else, since code that is not type-checked passes numbers and functions. */
export function checkExpiry(expiry: Expiry | undefined): Expiry | undefined {
  if (expiry === undefined) return undefined
  switch (expiry?.kind) {
    case 'in':
      return duration(expiry.milliseconds, 1, 'expireIn')
    case 'daily':
    case 'never':
    case 'keep':
      return expiry
    default:
      throw new CacheError(
        'INVALID_EXPIRY',
        'expiry must come from expireIn(), expireDailyAt() or a related function, or be neverExpire or keepTTL',
      )
  }
}

function duration(count: number, unit: number, maker: string): Expiry {
  const exact = typeof count === 'number' ? count * unit : Number.NaN
  const milliseconds = Math.round(exact)
  // In binary, 1.1 hours are not quite a whole number of milliseconds. Half a millisecond, however, is an error.
  const isWhole = Math.abs(exact - milliseconds) < 1e-3
  if (!isWhole || milliseconds < 1 || !Number.isSafeInteger(milliseconds)) {
    throw new CacheError(
      'INVALID_EXPIRY',
      `${maker}(${String(count)}): must be at least one millisecond, in whole milliseconds`,
    )
  }
  return { kind: 'in', milliseconds }
}

function within(unit: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return
  throw new CacheError(
    'INVALID_EXPIRY',
    `expireDailyAt: ${unit} must be a whole number from 0 to ${most}, not ${String(value)}`,
  )
}
