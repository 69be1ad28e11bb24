import type { HeldTypes } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { byteAt } from '../string/plain.ts'

/** `width` bits of a string from `offset` on, at most 64, as an unsigned number. */
export function readField(held: HeldTypes['string'], offset: number, width: number): bigint {
  if (width <= 32) return BigInt(readBits(held, offset, width))
  const high = readBits(held, offset, width - 32)
  const low = readBits(held, offset + width - 32, 32)
  return (BigInt(high) << 32n) | BigInt(low)
}

/** Sets these bits to the low bits of `value`. They must lie within the string. */
export function writeField(
  string: StringValue,
  offset: number,
  width: number,
  value: bigint,
): void {
  const low = Math.min(32, width)
  if (width > 32) {
    const high = BigInt.asUintN(width - 32, value >> 32n)
    writeBits(string, offset, width - 32, Number(high))
  }
  writeBits(string, offset + width - low, low, Number(BigInt.asUintN(low, value)))
}

/**
 * The bytes that contain up to 32 given bits: at most five, whose `content` one
 * number holds exactly, with `spare` bits after the given ones in the last byte.
 */
interface Window {
  readonly first: number
  readonly last: number
  readonly spare: number
  readonly content: number
}

function windowOf(held: HeldTypes['string'], offset: number, width: number): Window {
  const first = Math.floor(offset / 8)
  const last = Math.floor((offset + width - 1) / 8)
  let content = 0
  for (let i = first; i <= last; i++) content = content * 256 + byteAt(held, i)
  return { first, last, spare: (last + 1) * 8 - offset - width, content }
}

function readBits(held: HeldTypes['string'], offset: number, width: number): number {
  const { spare, content } = windowOf(held, offset, width)
  return Math.floor(content / 2 ** spare) % 2 ** width
}

function writeBits(string: StringValue, offset: number, width: number, value: number): void {
  const { first, last, spare, content } = windowOf(string, offset, width)
  const before = Math.floor(content / 2 ** spare) % 2 ** width
  let after = content + (value - before) * 2 ** spare
  for (let i = last; i >= first; i--) {
    string.setByte(i, after % 256)
    after = Math.floor(after / 256)
  }
}
