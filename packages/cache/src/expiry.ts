import type { Time } from './clock.ts'
import { nextTimeOfDay, type TimeOfDay } from './daily.ts'
import { CacheError } from './errors.ts'
import type { Argument, Rest } from './operation.ts'

/**
 * When a key ends, as `expireIn` and its kin make it. A duration counts on the server's clock from the moment of each
 * write; a time of day is worked out at each write.
 */
export type Expiry =
  | { readonly kind: 'in'; readonly milliseconds: number }
  | { readonly kind: 'daily'; readonly time: TimeOfDay }
  | { readonly kind: 'never' }
  | { readonly kind: 'keep' }

/** Options of each method that writes. */
export interface WriteOptions {
  /** Takes precedence over that of `with()`, which takes precedence over the keyspace's `defaultExpiry`. */
  readonly expiry?: Expiry | undefined
}

/** `milliseconds` after each write: a whole number from 1, or it throws a CacheError INVALID_EXPIRY, as its kin do. */
export function expireIn(milliseconds: number): Expiry {
  return duration(milliseconds, 1, 'expireIn')
}

/** `seconds` after each write. Parts of a second are allowed, to the millisecond. */
export function expireInSeconds(seconds: number): Expiry {
  return duration(seconds, 1000, 'expireInSeconds')
}

/** `minutes` after each write. Parts of a minute are allowed, to the millisecond. */
export function expireInMinutes(minutes: number): Expiry {
  return duration(minutes, 60_000, 'expireInMinutes')
}

/** `hours` after each write. Parts of an hour are allowed, to the millisecond. */
export function expireInHours(hours: number): Expiry {
  return duration(hours, 3_600_000, 'expireInHours')
}

/**
 * The next moment after each write when clocks show this time, in UTC or in the time zone with this IANA name. A time that
 * a change of the clocks leaves out is taken as the moment of the change; of one that comes twice, the first counts. Throws a
 * CacheError INVALID_EXPIRY for a time that no clock shows, and for an unknown zone.
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

/** The key stays until it is deleted or evicted; a deadline that it had is taken away. */
export const neverExpire: Expiry = { kind: 'never' }

/** The key keeps the deadline that it had, if any. */
export const keepTTL: Expiry = { kind: 'keep' }

/** An expiry as a command says it. `undefined`: nothing was declared. */
export type Deadline =
  | { readonly kind: 'in' | 'at'; readonly milliseconds: number }
  | { readonly kind: 'never' | 'keep' }
  | undefined

/** What an expiry comes to now. */
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

/** What follows a command's keys, made by `words` of the deadline. */
export function dated(
  expiry: Expiry | undefined,
  words: (deadline: Deadline) => readonly Argument[],
): Rest {
  return expiry?.kind === 'daily' ? (time) => words(deadlineOf(expiry, time)) : words(expiry)
}

/** The words of SET. With none, SET takes away the deadline that the key had. */
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

/** The words by which a script learns of a deadline: a command, '' for none, and its milliseconds. */
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

/** Whether a write other than SET has to do something about its keys' deadline. */
export function changesDeadline(expiry: Expiry | undefined): boolean {
  return expiry !== undefined && expiry.kind !== 'keep'
}

/** Throws for what is no expiry: code that is not type-checked passes numbers and functions. */
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
        'expiry must come from expireIn(), expireDailyAt() or their kin, or be neverExpire or keepTTL',
      )
  }
}

function duration(count: number, unit: number, maker: string): Expiry {
  const exact = typeof count === 'number' ? count * unit : Number.NaN
  const milliseconds = Math.round(exact)
  // 1.1 hours are not quite a whole number of milliseconds for a computer; half a millisecond is meant to be none.
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
