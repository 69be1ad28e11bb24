import { type Bytes, fromBuffer } from '@resident/bytes'
import { OBJECT_BYTES, type StringValue, sdsBytes, sdsCapacity } from '@resident/storage'

const MIB = 1 << 20

/**
 * A string in a Buffer with room to grow.
 *
 * Right for strings that are edited in place: writing costs O(bytes written),
 * and appending amortised O(1) per byte. Reading the whole string costs a copy,
 * which is why plain strings are not kept this way.
 */
export class EditableString implements StringValue {
  #buffer: Buffer
  #length: number

  constructor(initial: Bytes) {
    this.#buffer = Buffer.alloc(sdsCapacity(initial.length))
    this.#buffer.write(initial, 'latin1')
    this.#length = initial.length
  }

  get type(): 'string' {
    return 'string'
  }

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return OBJECT_BYTES + sdsBytes(this.#buffer.length)
  }

  toBytes(): Bytes {
    return fromBuffer(this.#buffer, 0, this.#length)
  }

  slice(start: number, end: number): Bytes {
    return fromBuffer(this.#buffer, start, end)
  }

  view(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }

  overwrite(offset: number, content: Bytes): void {
    this.#grow(offset + content.length)
    this.#buffer.write(content, offset, 'latin1')
  }

  append(content: Bytes): void {
    this.overwrite(this.#length, content)
  }

  byteAt(index: number): number {
    return index < this.#length ? (this.#buffer[index] as number) : 0
  }

  setByte(index: number, byte: number): void {
    this.#grow(index + 1)
    this.#buffer[index] = byte
  }

  /** The copy has as much spare room. */
  clone(): EditableString {
    const copy = new EditableString('' as Bytes)
    copy.#buffer = Buffer.from(this.#buffer)
    copy.#length = this.#length
    return copy
  }

  /** Makes the string at least `length` bytes long, filling with zero bytes. */
  #grow(length: number): void {
    if (length <= this.#length) return
    if (length > this.#buffer.length) {
      // A new string gets just what it needs. Later it doubles up to 1 MiB, as in sdsMakeRoomFor; beyond that,
      // growing by an eighth keeps appending cheap.
      const grown = length < MIB ? length : Math.max(MIB, length >>> 3)
      const spare = this.#length === 0 ? 0 : grown
      const bigger = Buffer.alloc(sdsCapacity(length + spare))
      this.#buffer.copy(bigger, 0, 0, this.#length)
      this.#buffer = bigger
    }
    this.#length = length
  }
}
