/**
 * The longest bulk that can be held: V8's longest string.
 *
 * Redis's own limit, 536870912, is 24 bytes more; a bulk between the two is refused as too long.
 */
export const LONGEST_BULK = 536_870_888

/** PROTO_INLINE_MAX_SIZE: how many bytes of a line (a command or a length) may arrive without its end. */
export const LONGEST_LINE = 65_536

/**
 * How long a line that arrives all at once may be: Redis reads 16,382 bytes at a time, and after five reads without an end
 * it has more than `LONGEST_LINE`.
 */
export const LATEST_LINE_END = 81_909

/** The most arguments that a client may announce before it has authenticated. */
export const UNAUTHENTICATED_MULTIBULK_LENGTH = 10

/** The longest argument that a client may announce before it has authenticated. */
export const UNAUTHENTICATED_BULK_LENGTH = 16_384

/** What a client may send. The parser reads it each time it matters, so it may change at any time. */
export interface ParserLimits {
  /** proto-max-bulk-len, in bytes. */
  readonly maxBulkLength: number
  /** False while the client must still authenticate. */
  readonly authenticated: boolean
}

/** Redis's default of 512 MB, for a client that need not authenticate. */
export const DEFAULT_LIMITS: ParserLimits = {
  maxBulkLength: 536_870_912,
  authenticated: true,
}
