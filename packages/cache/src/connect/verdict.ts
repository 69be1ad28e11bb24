import type { CacheErrorCode } from '../errors.ts'
import type { Sent } from './sent.ts'

/** What becomes of an operation whose command failed. */
export type Verdict =
  | { readonly next: 'retry' | 'reload' }
  | { readonly next: 'fail'; readonly code: CacheErrorCode }

const RETRY: Verdict = { next: 'retry' }
const RELOAD: Verdict = { next: 'reload' }

/** The first words of such replies; see `saysNotNow`. */
const NOT_NOW = new Set([
  'LOADING',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'MASTERDOWN',
  'READONLY',
  'MOVED',
  'ASK',
])

/** The codes of other error replies; those that are not listed have the code REDIS. */
const CODES: readonly (readonly [RegExp, CacheErrorCode])[] = [
  [/^WRONGTYPE/, 'WRONG_TYPE'],
  [/^CROSSSLOT/, 'CROSS_SLOT'],
  [/^ERR (hash )?value is not a (valid )?float/, 'INVALID_VALUE'],
  [/^ERR (value|index|offset) .*out of range/, 'OUT_OF_RANGE'],
  [/^ERR (no such key|increment .*would|string exceeds)/, 'OUT_OF_RANGE'],
]

/** Decides by an error, which is ioredis's or comes from `Sent.giveUp`. */
export function verdictOn(error: Error, sent: Sent, repeatable: boolean): Verdict {
  if (sent.ending === 'late') {
    return { next: 'fail', code: sent.writes > 0 && !repeatable ? 'OUTCOME_UNKNOWN' : 'TIMEOUT' }
  }
  if (saysNotNow(error)) return RETRY
  if (error.name === 'ReplyError') return verdictOnReply(error.message)
  if (sent.writes === 0 || repeatable) return RETRY
  return { next: 'fail', code: 'OUTCOME_UNKNOWN' }
}

/** Whether a server says by this error that it has done nothing, and that it or another server may do it soon. */
export function saysNotNow({ name, message }: Error): boolean {
  return name === 'ReplyError'
    ? NOT_NOW.has(firstWordOf(message))
    : // The last reply was a redirection, and a server that redirects has not done it.
      message.startsWith('Too many Cluster redirections')
}

function firstWordOf(message: string): string {
  return message.slice(0, message.indexOf(' '))
}

function verdictOnReply(message: string): Verdict {
  if (firstWordOf(message) === 'NOSCRIPT') return RELOAD
  const code = CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'REDIS'
  return { next: 'fail', code }
}
