import type { IntsetWidth } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import { Input } from './input.ts'
import { Output } from './output.ts'

// bytes an integer: 4 | integers: 4 | integer …, all little-endian and rising

export interface Intset {
  readonly width: IntsetWidth
  /** In ascending order; numbers where that is exact. */
  readonly integers: readonly (number | bigint)[]
}

/** Writes the integers, all of which must fit the width. */
export function writeIntset({ width, integers }: Intset): Buffer {
  const output = new Output(false)
  output.uint32(width)
  output.uint32(integers.length)
  for (const integer of integers) {
    if (width === 2) output.uint16(Number(integer) & 65535)
    else if (width === 4) output.uint32(Number(integer))
    else output.int64(integer)
  }
  return output.take()
}

/** Throws DAMAGED if there are no integers, or if they are not in ascending order. */
export function readIntset(blob: Buffer): Intset {
  const input = new Input(blob, DAMAGED)
  const width = input.uint32()
  const count = input.uint32()
  if (width !== 2 && width !== 4 && width !== 8) throw DAMAGED
  if (count === 0 || count * width !== input.left) throw DAMAGED
  const integers: (number | bigint)[] = []
  let previous: number | bigint = -Infinity
  for (let i = 0; i < count; i++) {
    const integer = width === 2 ? input.int16() : width === 4 ? input.int32() : input.int64()
    if (integer <= previous) throw DAMAGED
    integers.push(integer)
    previous = integer
  }
  return { width, integers }
}
