/** The first bytes of a snapshot file. */
export const MAGIC: Buffer = Buffer.from('RESIDENT')
/** The only version so far. Files state their version, and later versions are refused. */
export const VERSION = 1

/** The first frame. */
export interface Header {
  readonly version: number
  /** The code of each library. */
  readonly libraries: readonly Buffer[]
  /** `ClockSetting`, or null. */
  readonly time: { readonly frozenAt: number } | { readonly ahead: number } | null
}

/**
 * What a key holds: a plain string as Redis holds it (an integer or bytes), or anything else as DUMP's payload, in an
 * array of one element.
 */
export type FiledValue = number | bigint | Buffer | readonly [payload: Buffer]

/** A key, its deadline in Unix milliseconds or null, and what it holds. */
export type FiledKey = readonly [key: Buffer, deadline: number | bigint | null, value: FiledValue]

/** The frames after the header: each has some keys of a database, and the last one the number of all keys. */
export type Frame =
  | { readonly db: number; readonly keys: readonly FiledKey[] }
  | { readonly total: number }
