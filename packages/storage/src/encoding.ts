import { type Bytes, parseStoredInteger } from '@resident/bytes'

/** The names that OBJECT ENCODING gives. They are only names: an engine need not be built the way they sound. */
export type Encoding =
  | 'int'
  | 'embstr'
  | 'raw'
  | 'quicklist'
  | 'intset'
  | 'hashtable'
  | 'listpack'
  | 'skiplist'
  | 'stream'

/** When a value changes its encoding. Each member is the configuration parameter of the same name. */
export interface EncodingLimits {
  hashMaxListpackEntries: number
  /** In bytes, like all `…Value` limits. */
  hashMaxListpackValue: number
  setMaxIntsetEntries: number
  zsetMaxListpackEntries: number
  zsetMaxListpackValue: number
  /** Positive: the most entries per node; -1 to -5: 4, 8, 16, 32 or 64 KiB per node. */
  listMaxListpackSize: number
  /** An element of this many bytes or more gets a list node to itself. Not a parameter: DEBUG sets it. */
  listPackedThreshold: number
  /** 0 for no limit. */
  streamNodeMaxBytes: number
  /** 0 for no limit. */
  streamNodeMaxEntries: number
}

export const DEFAULT_PACKED_THRESHOLD: number = 1 << 30

/** A new, writable object with Redis 7.0.15's defaults. */
export function defaultLimits(): EncodingLimits {
  return {
    hashMaxListpackEntries: 512,
    hashMaxListpackValue: 64,
    setMaxIntsetEntries: 512,
    zsetMaxListpackEntries: 128,
    zsetMaxListpackValue: 64,
    listMaxListpackSize: -2,
    listPackedThreshold: DEFAULT_PACKED_THRESHOLD,
    streamNodeMaxBytes: 4096,
    streamNodeMaxEntries: 100,
  }
}

// The rules below are asked before a member is added to a value that is still
// small; once converted, a value never converts back. They are here and not in
// the engines so that OBJECT ENCODING and iteration order are the same in every
// engine.

/** Whether a hash stays a listpack with `entries` fields after `field` is set to `value`. */
export function hashStaysListpack(
  limits: EncodingLimits,
  entries: number,
  field: Bytes,
  value: Bytes,
): boolean {
  return (
    entries <= limits.hashMaxListpackEntries &&
    field.length <= limits.hashMaxListpackValue &&
    value.length <= limits.hashMaxListpackValue
  )
}

/** How many bytes an intset takes for each of its integers. */
export type IntsetWidth = 2 | 4 | 8

/** The least width that has room for the member, which must be a canonical 64-bit integer. */
export function intsetWidthOf(member: Bytes): IntsetWidth {
  const value = Number(member)
  if (value >= -32768 && value <= 32767) return 2
  return value >= -2147483648 && value <= 2147483647 ? 4 : 8
}

/** Whether a set stays an intset with `entries` members after `member` is added. */
export function setStaysIntset(limits: EncodingLimits, entries: number, member: Bytes): boolean {
  return (
    entries <= Math.min(limits.setMaxIntsetEntries, 1 << 30) &&
    parseStoredInteger(member) !== undefined
  )
}

/** Whether a sorted set stays a listpack with `entries` members after `member` is added. */
export function zsetStaysListpack(limits: EncodingLimits, entries: number, member: Bytes): boolean {
  return entries <= limits.zsetMaxListpackEntries && member.length <= limits.zsetMaxListpackValue
}
