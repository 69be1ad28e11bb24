import type { Bytes } from '@resident/bytes'

const SMALLEST = 256
const TWO_32 = 4294967296

/** Collects bytes in one buffer, which is doubled when it is full. Numbers are little-endian unless the name says otherwise. */
export class Output {
  /** Whether long strings are to be compressed: rdbcompression. */
  readonly compress: boolean
  #buffer: Buffer = Buffer.allocUnsafe(SMALLEST)
  #length = 0

  constructor(compress: boolean) {
    this.compress = compress
  }

  /** How many bytes have been written since the start, or since the last `take`. */
  get length(): number {
    return this.#length
  }

  byte(value: number): void {
    const at = this.#room(1)
    this.#buffer[at] = value
  }

  uint16(value: number): void {
    const at = this.#room(2)
    this.#buffer.writeUInt16LE(value, at)
  }

  /** Takes a signed number as well, as its two's complement. */
  uint24(value: number): void {
    this.byte(value & 255)
    this.uint16((value >> 8) & 65535)
  }

  uint32(value: number): void {
    const at = this.#room(4)
    this.#buffer.writeUInt32LE(value >>> 0, at)
  }

  uint32BigEndian(value: number): void {
    const at = this.#room(4)
    this.#buffer.writeUInt32BE(value >>> 0, at)
  }

  /** A signed or unsigned 64-bit integer; a number must be a safe one. */
  int64(value: number | bigint): void {
    if (typeof value === 'bigint') {
      const at = this.#room(8)
      this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at)
      return
    }
    this.uint32(value % TWO_32)
    this.uint32(Math.floor(value / TWO_32))
  }

  uint64BigEndian(value: number | bigint): void {
    const at = this.#room(8)
    this.#buffer.writeBigUInt64BE(BigInt(value), at)
  }

  double(value: number): void {
    const at = this.#room(8)
    this.#buffer.writeDoubleLE(value, at)
  }

  text(bytes: Bytes): void {
    const at = this.#room(bytes.length)
    this.#buffer.write(bytes, at, 'latin1')
  }

  block(bytes: Uint8Array): void {
    const at = this.#room(bytes.length)
    this.#buffer.set(bytes, at)
  }

  /** Overwrites bytes at `at`, which must have been written already. */
  patchUint32(at: number, value: number): void {
    this.#buffer.writeUInt32LE(value, at)
  }

  patchUint16(at: number, value: number): void {
    this.#buffer.writeUInt16LE(value, at)
  }

  /** What has been written, to be read before the next write. */
  view(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  /** What has been written, which is the caller's from now on; the output is empty again. */
  take(): Buffer {
    const taken = this.view()
    this.#buffer = Buffer.allocUnsafe(SMALLEST)
    this.#length = 0
    return taken
  }

  /** Where `size` more bytes may be written. */
  #room(size: number): number {
    const at = this.#length
    const length = at + size
    if (length > this.#buffer.length) this.#grow(length)
    this.#length = length
    return at
  }

  #grow(length: number): void {
    const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.#buffer.length))
    grown.set(this.#buffer)
    this.#buffer = grown
  }
}
