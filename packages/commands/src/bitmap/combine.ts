export type BitOperation = 'AND' | 'OR' | 'XOR'

/** A run of bytes, or of the words over them. */
type Units = Uint8Array | Int32Array

/** Combines the sources bit by bit. The result is as long as the longest; shorter ones count as padded with zeros. */
export function combine(operation: BitOperation, sources: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(sources.reduce((most, each) => Math.max(most, each.length), 0))
  result.set(sources[0]!)
  for (let i = 1; i < sources.length; i++) fold(operation, result, sources[i]!)
  return result
}

export function invert(source: Uint8Array): Uint8Array {
  const result = new Uint8Array(source.length)
  const whole = wordsOf(source, source.length)
  const words = wordsOf(result, 4 * whole.length)
  for (let i = 0; i < whole.length; i++) words[i] = ~whole[i]!
  for (let i = 4 * whole.length; i < source.length; i++) result[i] = ~source[i]!
  return result
}

function fold(operation: BitOperation, result: Uint8Array, source: Uint8Array): void {
  const from = wordsOf(source, source.length)
  foldUnits(operation, wordsOf(result, 4 * from.length), from, 0)
  foldUnits(operation, result, source, 4 * from.length)
  if (operation === 'AND') result.fill(0, source.length)
}

function foldUnits(operation: BitOperation, into: Units, from: Units, start: number): void {
  const end = from.length
  if (operation === 'AND') for (let i = start; i < end; i++) into[i]! &= from[i]!
  else if (operation === 'OR') for (let i = start; i < end; i++) into[i]! |= from[i]!
  else for (let i = start; i < end; i++) into[i]! ^= from[i]!
}

/** The 32-bit words that lie within the first `length` of the bytes; none if the bytes are not aligned. */
function wordsOf(bytes: Uint8Array, length: number): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0
  return new Int32Array(bytes.buffer, aligned ? bytes.byteOffset : 0, aligned ? length >> 2 : 0)
}
