// The sparse encoding: opcodes, one after the other, that cover all registers in order.
//
//   00nnnnnn           ZERO   n + 1 registers at zero
//   01nnnnnn nnnnnnnn  XZERO  n + 1 registers at zero
//   1vvvvvnn           VAL    n + 1 registers at v + 1

/** The highest value that a VAL can express. */
export const MOST_VALUE = 32
/** The most registers that a VAL can cover. */
export const MOST_VALUES = 4
const MOST_ZEROS = 64
const XZERO_BIT = 64
const VAL_BIT = 128

export function isVal(byte: number): boolean {
  return (byte & VAL_BIT) !== 0
}

function isXzero(byte: number): boolean {
  return (byte & (VAL_BIT | XZERO_BIT)) === XZERO_BIT
}

/** How many bytes the opcode has. */
export function sizeAt(bytes: Uint8Array, at: number): number {
  return isXzero(bytes[at]!) ? 2 : 1
}

/** How many registers the opcode covers. */
export function spanAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!
  if (isVal(byte)) return (byte & 3) + 1
  // In Redis there is a zero byte after the end of the string.
  if (isXzero(byte)) return (((byte & 63) << 8) | (bytes[at + 1] ?? 0)) + 1
  return byte + 1
}

/** The value of the registers that the opcode covers. */
export function valueAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!
  return isVal(byte) ? ((byte >> 2) & 31) + 1 : 0
}

export function valOpcode(value: number, span: number): number {
  return VAL_BIT | ((value - 1) << 2) | (span - 1)
}

/** The opcodes for `span` registers that hold `value`, zero included; nothing for none. */
export function opcodesFor(value: number, span: number): readonly number[] {
  if (span === 0) return []
  if (value > 0) return [valOpcode(value, span)]
  const n = span - 1
  return span > MOST_ZEROS ? [XZERO_BIT | (n >> 8), n & 255] : [n]
}
