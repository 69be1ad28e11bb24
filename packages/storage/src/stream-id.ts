import { ascii, type Bytes } from '@resident/bytes'

declare const streamId: unique symbol

/**
 * A stream entry's id as 16 bytes, milliseconds then sequence number, both
 * unsigned 64-bit and big-endian: it compares with `<` in the order of ids,
 * is exact over the whole range, and serves as a Map key.
 */
export type StreamId = Bytes & { readonly [streamId]: true }

export const MIN_STREAM_ID: StreamId = '\0'.repeat(16) as StreamId
export const MAX_STREAM_ID: StreamId = '\xff'.repeat(16) as StreamId

const TWO_32 = 4294967296

function high(part: number | bigint): number {
  return typeof part === 'number' ? Math.floor(part / TWO_32) : Number(part >> 32n)
}

function low(part: number | bigint): number {
  return typeof part === 'number' ? part % TWO_32 : Number(part & 0xffffffffn)
}

function word(id: string, at: number): number {
  return (
    id.charCodeAt(at) * 16777216 +
    ((id.charCodeAt(at + 1) << 16) | (id.charCodeAt(at + 2) << 8) | id.charCodeAt(at + 3))
  )
}

/** A safe integer as a number, anything above 2^53 as a bigint. */
function decode(id: string, at: number): number | bigint {
  const high = word(id, at)
  const low = word(id, at + 4)
  return high < 2097152 ? high * TWO_32 + low : (BigInt(high) << 32n) | BigInt(low)
}

/** Made by one call: a concatenation of two halves would remain a pair of strings in V8, twice as large and slow to compare. */
export function streamIdOf(ms: number | bigint, seq: number | bigint): StreamId {
  const a = high(ms)
  const b = low(ms)
  const c = high(seq)
  const d = low(seq)
  return String.fromCharCode(
    (a >>> 24) & 255,
    (a >>> 16) & 255,
    (a >>> 8) & 255,
    a & 255,
    (b >>> 24) & 255,
    (b >>> 16) & 255,
    (b >>> 8) & 255,
    b & 255,
    (c >>> 24) & 255,
    (c >>> 16) & 255,
    (c >>> 8) & 255,
    c & 255,
    (d >>> 24) & 255,
    (d >>> 16) & 255,
    (d >>> 8) & 255,
    d & 255,
  ) as StreamId
}

export function streamIdMs(id: StreamId): number | bigint {
  return decode(id, 0)
}

export function streamIdSeq(id: StreamId): number | bigint {
  return decode(id, 8)
}

/** `ms-seq`, as Redis prints it. */
export function formatStreamId(id: StreamId): Bytes {
  return ascii(`${decode(id, 0)}-${decode(id, 8)}`)
}

/** The next id after this one; `undefined` after the last of all. */
export function nextStreamId(id: StreamId): StreamId | undefined {
  return step(id, 1)
}

/** The id just before this one; `undefined` before 0-0. */
export function previousStreamId(id: StreamId): StreamId | undefined {
  return step(id, -1)
}

function step(id: StreamId, by: 1 | -1): StreamId | undefined {
  const ms = decode(id, 0)
  const seq = decode(id, 8)
  if (typeof seq === 'number' && Number.isSafeInteger(seq + by) && seq + by >= 0) {
    return streamIdOf(ms, seq + by)
  }
  const whole = (BigInt(ms) << 64n) + BigInt(seq) + BigInt(by)
  if (whole < 0n || whole >= 1n << 128n) return undefined
  return streamIdOf(whole >> 64n, whole & 0xffffffffffffffffn)
}
