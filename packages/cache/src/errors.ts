/**
 * What went wrong, for programs.
 *
 * - `MISS`: there is nothing at the key, and the operation needs it.
 * - `KEY_EXISTS`: there is something at the key, and the operation needs it empty.
 * - `WRONG_TYPE`: the key holds another type of value.
 * - `OUT_OF_RANGE`: an index, offset or number is beyond what Redis or JavaScript can hold.
 * - `INVALID_KEY`, `INVALID_VALUE`, `INVALID_EXPIRY`, `INVALID_ARGUMENT`: refused before anything was sent, or, for
 *   values, what is stored is none of this keyspace.
 * - `DECLARATION`: a cluster or keyspace cannot be declared like this.
 * - `NOT_CONFIGURED`: nothing says where the cluster is.
 * - `CONFIG`: the configuration is wrong; the message says where.
 * - `CROSS_SLOT`: on Redis Cluster the keys are in different slots, and the operation has to be atomic.
 * - `TIMEOUT`: no answer in time, and nothing has been changed (or the operation only reads, or can be repeated).
 * - `OUTCOME_UNKNOWN`: the connection or the time ended after the operation was sent and before it was answered. It has
 *   happened once or not at all; it was not sent again.
 * - `UNAVAILABLE`: servers have answered, and none could do it in time (loading, failing over, moving slots); or the
 *   embedded server does not start.
 * - `QUEUE_FULL`: there is no connection, and too many operations wait for it.
 * - `CLOSED`: the cache has been closed.
 * - `REDIS`: any other error reply of the server, which is the `cause`.
 */
export type CacheErrorCode =
  | 'MISS'
  | 'KEY_EXISTS'
  | 'WRONG_TYPE'
  | 'OUT_OF_RANGE'
  | 'INVALID_KEY'
  | 'INVALID_VALUE'
  | 'INVALID_EXPIRY'
  | 'INVALID_ARGUMENT'
  | 'DECLARATION'
  | 'NOT_CONFIGURED'
  | 'CONFIG'
  | 'CROSS_SLOT'
  | 'TIMEOUT'
  | 'OUTCOME_UNKNOWN'
  | 'UNAVAILABLE'
  | 'QUEUE_FULL'
  | 'CLOSED'
  | 'REDIS'

export interface CacheErrorDetails {
  readonly operation?: string | undefined
  readonly key?: string | undefined
  readonly cause?: unknown
}

/** On all errors of this package, whichever copy of it made them: it may be loaded as ESM and as CommonJS. */
const BRAND: unique symbol = Symbol.for('@resident/cache/error') as never

/** Every failure of a cache. */
export class CacheError extends Error {
  override name = 'CacheError'
  readonly code: CacheErrorCode
  /** What was being done: `get`, `set if not exists`, `pop left`… */
  readonly operation: string | undefined
  /** The first key that it concerned, without the cluster's prefix. */
  readonly key: string | undefined

  constructor(code: CacheErrorCode, reason: string, details: CacheErrorDetails = {}) {
    const { operation, key, cause } = details
    super(located(reason, operation, key), cause === undefined ? undefined : { cause })
    this.code = code
    this.operation = operation
    this.key = key
    Object.defineProperty(this, BRAND, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value)
  }
}

/** There was nothing at the key, and the operation (`replace`) only works where there is. */
export class CacheMiss extends CacheError {
  override name = 'CacheMiss'

  constructor(operation: string, key: string) {
    super('MISS', 'cache miss', { operation, key })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value) && value.code === 'MISS'
  }
}

/** There was something at the key, and the operation (`setIfNotExists`) only works where there is nothing. */
export class CacheKeyExists extends CacheError {
  override name = 'CacheKeyExists'

  constructor(operation: string, key: string) {
    super('KEY_EXISTS', 'key already exists', { operation, key })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value) && value.code === 'KEY_EXISTS'
  }
}

function isBranded(value: unknown): value is CacheError {
  return typeof value === 'object' && value !== null && BRAND in value
}

function located(reason: string, operation: string | undefined, key: string | undefined): string {
  if (operation === undefined) return reason
  return key === undefined
    ? `cache ${operation}: ${reason}`
    : `cache ${operation} "${key}": ${reason}`
}

/** An error without a place, given the place where it happened. Other exceptions become the `cause` of one. */
export function placed(thrown: unknown, operation: string, key: string | undefined): CacheError {
  if (!(thrown instanceof CacheError)) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return new CacheError('INVALID_VALUE', reason, { operation, key, cause: thrown })
  }
  if (thrown.operation !== undefined) return thrown
  return new CacheError(thrown.code, thrown.message, { operation, key, cause: thrown.cause })
}
