import { DAMAGED } from './damage.ts'
import { Input } from './input.ts'
import { Output } from './output.ts'

// bytes an integer: 4 | integers: 4 | integer …, all little-endian and rising

/** Writes integers, which rise, in the smallest width that holds them all. */
export function writeIntset(integers: readonly (number | bigint)[]): Buffer {
  const output = new Output(false)
  const width = Math.max(widthOf(integers[0] ?? 0), widthOf(integers[integers.length - 1] ?? 0))
  output.uint32(width)
  output.uint32(integers.length)
  for (const integer of integers) {
    if (width === 2) output.uint16(Number(integer) & 65535)
    else if (width === 4) output.uint32(Number(integer))
    else output.int64(integer)
  }
  return output.take()
}

function widthOf(integer: number | bigint): number {
  if (integer >= -32768 && integer <= 32767) return 2
  return integer >= -2147483648 && integer <= 2147483647 ? 4 : 8
}

/** Reads integers, numbers where that is exact. Throws DAMAGED unless there are some, and they rise. */
export function readIntset(blob: Buffer): (number | bigint)[] {
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
  return integers
}
