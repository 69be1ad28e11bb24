import { ascii, type Bytes, shrink } from '@resident/bytes'
import type { HeldTypes } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { CommandError } from '../errors.ts'
import { viewOf } from '../string/plain.ts'

const NOT_A_SKETCH = new CommandError('WRONGTYPE', 'Key is not a valid HyperLogLog string value.')

// The layout of a HyperLogLog in its string, in bytes:
//
//   'HYLL' | encoding | 3 unused | 8: the cached cardinality, little endian | registers
//
// If the top bit of the cardinality is set, it is out of date.

export const HEADER = 16
export const REGISTERS = 16_384
/** The encodings of the registers. */
export const DENSE = 0
export const SPARSE = 1
/** A dense register has six bits. */
export const DENSE_LENGTH: number = HEADER + (REGISTERS * 6) / 8

const ENCODING = 4
const CARDINALITY = 8
const STALE = 15
const STALE_BIT = 128

/** A sparse HyperLogLog with all registers at zero: a single XZERO. */
export const EMPTY_SKETCH: Bytes = ascii(`HYLL\x01${'\0'.repeat(11)}\x7f\xff`)

/** The bytes of a HyperLogLog. Throws if its header is wrong; the registers are checked only when they are read. */
export function sketchIn(held: HeldTypes['string']): Uint8Array {
  const bytes = viewOf(held)
  const magic = bytes[0] === 0x48 && bytes[1] === 0x59 && bytes[2] === 0x4c && bytes[3] === 0x4c
  if (!magic || bytes.length < HEADER || bytes[ENCODING]! > SPARSE) throw NOT_A_SKETCH
  if (bytes[ENCODING] === DENSE && bytes.length !== DENSE_LENGTH) throw NOT_A_SKETCH
  return bytes
}

export function isDense(bytes: Uint8Array): boolean {
  return bytes[ENCODING] === DENSE
}

export function setDense(bytes: Uint8Array): void {
  bytes[ENCODING] = DENSE
}

/** The cached cardinality, unless it is out of date. */
export function cachedCardinality(bytes: Uint8Array): number | bigint | undefined {
  if ((bytes[STALE]! & STALE_BIT) !== 0) return undefined
  let cardinality = 0n
  for (let i = STALE; i >= CARDINALITY; i--) cardinality = cardinality * 256n + BigInt(bytes[i]!)
  return shrink(cardinality)
}

export function cacheCardinality(string: StringValue, cardinality: number | bigint): void {
  let rest = BigInt.asUintN(64, BigInt(cardinality))
  for (let i = CARDINALITY; i <= STALE; i++) {
    string.setByte(i, Number(rest & 255n))
    rest >>= 8n
  }
}

export function forgetCardinality(string: StringValue): void {
  string.setByte(STALE, string.byteAt(STALE) | STALE_BIT)
}
