import type { CacheErrorCode } from '../errors.ts'
import type { Sent } from './sent.ts'

/** What becomes of an operation whose command failed. */
export type Verdict =
  | { readonly next: 'retry' | 'reload' }
  | { readonly next: 'fail'; readonly code: CacheErrorCode }

const RETRY: Verdict = { next: 'retry' }
const RELOAD: Verdict = { next: 'reload' }

/** How such replies begin, see `saysNotNow`. */
const NOT_NOW = new Set([
  'LOADING',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'MASTERDOWN',
  'READONLY',
  'MOVED',
  'ASK',
])

const CODES: ReadonlyMap<string, CacheErrorCode> = new Map([
  ['WRONGTYPE', 'WRONG_TYPE'],
  ['CROSSSLOT', 'CROSS_SLOT'],
])

/** Reads an error of ioredis, or of our own making in `sent`. */
export function verdictOn(error: Error, sent: Sent, repeatable: boolean): Verdict {
  if (sent.ending === 'late') {
    return { next: 'fail', code: sent.writes > 0 && !repeatable ? 'OUTCOME_UNKNOWN' : 'TIMEOUT' }
  }
  if (saysNotNow(error)) return RETRY
  if (error.name === 'ReplyError') return verdictOnReply(error.message)
  if (sent.writes === 0 || repeatable) return RETRY
  return { next: 'fail', code: 'OUTCOME_UNKNOWN' }
}

/** Whether it is a server's word that it has not done anything, and that it or another may soon. */
export function saysNotNow({ name, message }: Error): boolean {
  return name === 'ReplyError'
    ? NOT_NOW.has(firstWordOf(message))
    : // Written last as answer to a redirection: the server that redirected has not done it.
      message.startsWith('Too many Cluster redirections')
}

function firstWordOf(message: string): string {
  return message.slice(0, message.indexOf(' '))
}

function verdictOnReply(message: string): Verdict {
  const word = firstWordOf(message)
  if (word === 'NOSCRIPT') return RELOAD
  return {
    next: 'fail',
    code: CODES.get(word) ?? (isOutOfRange(message) ? 'OUT_OF_RANGE' : 'REDIS'),
  }
}

function isOutOfRange(message: string): boolean {
  return /^ERR ((value|index|offset) .*out of range|no such key|increment .*would|string exceeds)/.test(
    message,
  )
}
