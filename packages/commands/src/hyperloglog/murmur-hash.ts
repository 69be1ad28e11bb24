import type { Bytes } from '@resident/bytes'

/** The multiplier of MurmurHash64A, in 32-bit halves. */
const M_HIGH = 0xc6a4a793
const M_LOW = 0x5bd1e995
const SEED = 0xadc83b19

/** A 64-bit number as two halves, since a bigint per step would cost ten times as much. */
class Word {
  high = 0
  low = 0

  xor(high: number, low: number): void {
    this.high ^= high
    this.low ^= low
  }

  /** Times the constant, modulo 2^64. */
  multiply(): void {
    const { high, low } = this
    const carried = multiplyHigh(low)
    this.high = (carried + Math.imul(low, M_HIGH) + Math.imul(high, M_LOW)) | 0
    this.low = Math.imul(low, M_LOW)
  }

  /** `x ^= x >> 47` */
  fold(): void {
    this.low ^= this.high >>> 15
  }
}

/** The upper half of `low * M_LOW`, both unsigned, from four products of 16-bit halves. */
function multiplyHigh(low: number): number {
  const a = low & 0xffff
  const b = low >>> 16
  const c = M_LOW & 0xffff
  const d = M_LOW >>> 16
  const middle = ((a * c) >>> 16) + ((b * c) & 0xffff) + ((a * d) & 0xffff)
  return (middle >>> 16) + ((b * c) >>> 16) + ((a * d) >>> 16) + b * d
}

/** MurmurHash64A with the seed that Redis gives it, as its two halves, each a signed 32-bit number. */
export function murmurHash(bytes: Bytes): { readonly high: number; readonly low: number } {
  const hash = new Word()
  hash.low = bytes.length
  hash.multiply()
  hash.xor(0, SEED)
  const word = new Word()
  const whole = bytes.length & ~7
  for (let i = 0; i < whole; i += 8) {
    word.low = fourBytes(bytes, i)
    word.high = fourBytes(bytes, i + 4)
    word.multiply()
    word.fold()
    word.multiply()
    hash.xor(word.high, word.low)
    hash.multiply()
  }
  if (whole < bytes.length) {
    hash.xor(fourBytes(bytes, whole + 4), fourBytes(bytes, whole))
    hash.multiply()
  }
  hash.fold()
  hash.multiply()
  hash.fold()
  return hash
}

/** Little endian; what lies past the end counts as zero. */
function fourBytes(bytes: Bytes, at: number): number {
  // charCodeAt gives NaN past the end, and NaN | 0 is 0.
  return (
    bytes.charCodeAt(at) |
    (bytes.charCodeAt(at + 1) << 8) |
    (bytes.charCodeAt(at + 2) << 16) |
    (bytes.charCodeAt(at + 3) << 24)
  )
}
