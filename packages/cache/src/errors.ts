/**
 * What went wrong, for programs.
 *
 * - `MISS`: the key does not exist, and the operation needs it.
 * - `KEY_EXISTS`: the key exists, and the operation needs it not to.
 * - `WRONG_TYPE`: the key holds another type of value.
 * - `OUT_OF_RANGE`: an index, offset or number is beyond what Redis or JavaScript can hold.
 * - `INVALID_KEY`, `INVALID_VALUE`, `INVALID_EXPIRY`, `INVALID_ARGUMENT`: refused before anything was sent. `INVALID_VALUE`
 *   may also mean that what is stored is not a value of this keyspace.
 * - `DECLARATION`: a cluster or keyspace cannot be declared like this.
 * - `NOT_CONFIGURED`: nothing says where the cluster is.
 * - `CONFIG`: the configuration is wrong; the message says where.
 * - `CROSS_SLOT`: on Redis Cluster the keys are in different slots, and the operation has to be atomic.
 * - `TIMEOUT`: no answer in time, and nothing has been changed (or the operation only reads, or can be repeated).
 * - `OUTCOME_UNKNOWN`: the connection was lost, or the time was up, after the operation was sent and before it was answered.
 *   It has happened once or not at all; it was not sent again.
 * - `UNAVAILABLE`: servers have answered, but none could do it in time (loading, failing over, moving slots); or the
 *   embedded server does not start.
 * - `QUEUE_FULL`: there is no connection, and too many operations are waiting for one.
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

/** Marks the errors of this package, whichever copy of it made them: it may be loaded both as ESM and as CommonJS. */
const BRAND: unique symbol = Symbol.for('@resident/cache/error') as never

/** Every failure of a cache. */
export class CacheError extends Error {
  override name = 'CacheError'
  readonly code: CacheErrorCode
  /** The operation that failed: `get`, `set if not exists`, `pop left`… */
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

/** The key does not exist, and the operation (`replace`) works only if it does. */
export class CacheMiss extends CacheError {
  override name = 'CacheMiss'

  constructor(operation: string, key: string) {
    super('MISS', 'cache miss', { operation, key })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isBranded(value) && value.code === 'MISS'
  }
}

/** The key exists, and the operation (`setIfNotExists`) works only if it does not. */
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

/** The error with the operation and key added, if it had none. Any other exception becomes the `cause` of a CacheError. */
export function placed(thrown: unknown, operation: string, key: string | undefined): CacheError {
  if (!(thrown instanceof CacheError)) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return new CacheError('INVALID_VALUE', reason, { operation, key, cause: thrown })
  }
  if (thrown.operation !== undefined) return thrown
  return new CacheError(thrown.code, thrown.message, { operation, key, cause: thrown.cause })
}
