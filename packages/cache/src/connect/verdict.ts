import type { CacheErrorCode } from '../errors.ts'
import type { Sent } from './sent.ts'

/** What becomes of an operation whose command failed. */
export type Verdict =
  | { readonly next: 'retry' | 'reload' }
  | { readonly next: 'fail'; readonly code: CacheErrorCode }

const RETRY: Verdict = { next: 'retry' }
const RELOAD: Verdict = { next: 'reload' }

/** Replies by which a server says that it has not done anything, and that it or another may soon. */
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
  if (error.name === 'ReplyError') return verdictOnReply(error.message)
  // Written last as answer to a redirection: the server that redirected has not done it.
  if (error.message.startsWith('Too many Cluster redirections')) return RETRY
  if (sent.writes === 0 || repeatable) return RETRY
  return { next: 'fail', code: 'OUTCOME_UNKNOWN' }
}

function verdictOnReply(message: string): Verdict {
  const word = message.slice(0, message.indexOf(' '))
  if (NOT_NOW.has(word)) return RETRY
  if (word === 'NOSCRIPT') return RELOAD
  return {
    next: 'fail',
    code: CODES.get(word) ?? (isOutOfRange(message) ? 'OUT_OF_RANGE' : 'REDIS'),
  }
}

function isOutOfRange(message: string): boolean {
  return /^ERR (.*out of range|no such key|increment or decrement would overflow|string exceeds)/.test(
    message,
  )
}
