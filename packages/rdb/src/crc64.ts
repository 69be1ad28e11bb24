// Jones's polynomial with its bits reversed, in two halves, since JavaScript's fast integers have 32 bits.
const POLYNOMIAL_HIGH = 0x95ac9329
const POLYNOMIAL_LOW = 0xac4bc9b5

const HIGH = new Uint32Array(256)
const LOW = new Uint32Array(256)

for (let byte = 0; byte < 256; byte++) {
  let high = 0
  let low = byte
  for (let bit = 0; bit < 8; bit++) {
    const odd = (low & 1) === 1
    low = (low >>> 1) | (high << 31)
    high >>>= 1
    if (odd) {
      high ^= POLYNOMIAL_HIGH
      low ^= POLYNOMIAL_LOW
    }
  }
  HIGH[byte] = high
  LOW[byte] = low
}

/** The checksum at the end of payloads and files: CRC-64/Redis, computed piece by piece. */
export class Crc64 {
  #high = 0
  #low = 0

  get value(): bigint {
    return (BigInt(this.#high >>> 0) << 32n) | BigInt(this.#low >>> 0)
  }

  update(bytes: Uint8Array): void {
    let high = this.#high
    let low = this.#low
    for (let i = 0; i < bytes.length; i++) {
      const index = (low ^ (bytes[i] as number)) & 255
      low = ((low >>> 8) | (high << 24)) ^ (LOW[index] as number)
      high = (high >>> 8) ^ (HIGH[index] as number)
    }
    this.#high = high
    this.#low = low
  }
}

/** The checksum of all the bytes. */
export function crc64(bytes: Uint8Array): bigint {
  const crc = new Crc64()
  crc.update(bytes)
  return crc.value
}
