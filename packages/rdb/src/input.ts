import { type Bytes, fromBuffer, shrink } from '@resident/bytes'
import type { DAMAGED, SHORT } from './damage.ts'

/** Reads bytes from start to end. Numbers are little-endian unless the name says otherwise. */
export class Input {
  readonly #buffer: Buffer
  readonly #pastEnd: typeof SHORT | typeof DAMAGED
  #at = 0

  /** `pastEnd` is thrown by every read past the end. */
  constructor(bytes: Uint8Array, pastEnd: typeof SHORT | typeof DAMAGED) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#pastEnd = pastEnd
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#buffer.length - this.#at
  }

  byte(): number {
    return this.#buffer[this.#skip(1)] as number
  }

  int8(): number {
    return this.#buffer.readInt8(this.#skip(1))
  }

  uint16(): number {
    return this.#buffer.readUInt16LE(this.#skip(2))
  }

  int16(): number {
    return this.#buffer.readInt16LE(this.#skip(2))
  }

  int24(): number {
    return this.#buffer.readIntLE(this.#skip(3), 3)
  }

  uint32(): number {
    return this.#buffer.readUInt32LE(this.#skip(4))
  }

  int32(): number {
    return this.#buffer.readInt32LE(this.#skip(4))
  }

  uint32BigEndian(): number {
    return this.#buffer.readUInt32BE(this.#skip(4))
  }

  /** A number where that is exact. */
  int64(): number | bigint {
    return shrink(this.#buffer.readBigInt64LE(this.#skip(8)))
  }

  uint64BigEndian(): number | bigint {
    return shrink(this.#buffer.readBigUInt64BE(this.#skip(8)))
  }

  double(): number {
    return this.#buffer.readDoubleLE(this.#skip(8))
  }

  /** A copy of the next `length` bytes. */
  text(length: number): Bytes {
    const at = this.#skip(length)
    return fromBuffer(this.#buffer, at, at + length)
  }

  /** The next `length` bytes themselves. */
  block(length: number): Buffer {
    const at = this.#skip(length)
    return this.#buffer.subarray(at, at + length)
  }

  /** Moves past `length` bytes. */
  skip(length: number): void {
    this.#skip(length)
  }

  /** Where the next `length` bytes begin. */
  #skip(length: number): number {
    const at = this.#at
    if (length > this.#buffer.length - at) throw this.#pastEnd
    this.#at = at + length
    return at
  }
}
