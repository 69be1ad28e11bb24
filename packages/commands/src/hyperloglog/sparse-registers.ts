import { CORRUPTED_SKETCH } from '../errors.ts'
import { HEADER } from './layout.ts'
import {
  isVal,
  MOST_VALUE,
  MOST_VALUES,
  opcodesFor,
  sizeAt,
  spanAt,
  valOpcode,
  valueAt,
} from './opcodes.ts'

/** How many opcodes are checked for a merge after each change, from the one before it on. */
const MERGE_REACH = 5
/** The most bytes that a change adds: an XZERO becomes XZERO, VAL, XZERO. */
const MOST_GROWTH = 3

/**
 * A sparse HyperLogLog being edited, header and all, in a copy of its bytes.
 *
 * Opcodes are split and merged just as in Redis's hllSparseSet, since GET shows
 * the bytes.
 */
export class SparseRegisters {
  #bytes: Uint8Array
  #length: number

  constructor(sketch: Uint8Array) {
    this.#length = sketch.length
    this.#bytes = new Uint8Array(2 * sketch.length + MOST_GROWTH)
    this.#bytes.set(sketch)
  }

  /** The bytes as they now are, to be read before the next change. */
  get view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /**
   * Raises a register to `count` if it is lower. `full` if the sparse encoding
   * cannot express that, or not within `mostBytes`: nothing has changed then.
   * Throws CORRUPTED_SKETCH if the opcodes do not cover the register.
   */
  raise(register: number, count: number, mostBytes: number): 'same' | 'raised' | 'full' {
    if (count > MOST_VALUE) return 'full'
    const bytes = this.#bytes
    const length = this.#length
    let before = HEADER
    let at = HEADER
    let first = 0
    let span = 0
    while (at < length) {
      span = spanAt(bytes, at)
      if (register < first + span) break
      first += span
      before = at
      at += sizeAt(bytes, at)
    }
    if (at >= length) throw CORRUPTED_SKETCH

    const value = valueAt(bytes, at)
    if (value >= count) return 'same'
    const replacement = [
      ...opcodesFor(value, register - first),
      valOpcode(count, 1),
      ...opcodesFor(value, first + span - register - 1),
    ]
    const growth = replacement.length - sizeAt(bytes, at)
    if (growth > 0 && length + growth > mostBytes) return 'full'
    this.#splice(at, sizeAt(bytes, at), replacement)
    this.#mergeFrom(before)
    return 'raised'
  }

  /** Replaces `removed` bytes at `at`. */
  #splice(at: number, removed: number, replacement: readonly number[]): void {
    const growth = replacement.length - removed
    if (this.#length + growth > this.#bytes.length) {
      const roomier = new Uint8Array(2 * this.#length)
      roomier.set(this.#bytes)
      this.#bytes = roomier
    }
    if (growth !== 0) this.#bytes.copyWithin(at + replacement.length, at + removed, this.#length)
    this.#bytes.set(replacement, at)
    this.#length += growth
  }

  /** Joins neighbouring VAL opcodes of equal value, within reach, if one can cover both. */
  #mergeFrom(start: number): void {
    let at = start
    for (let looked = 0; looked < MERGE_REACH && at < this.#length; looked++) {
      const span = this.#joinedSpan(at)
      if (span === 0) at += sizeAt(this.#bytes, at)
      else this.#splice(at, 2, [valOpcode(valueAt(this.#bytes, at), span)])
    }
  }

  /** How many registers the VAL opcode here and the next one cover together; 0 if they cannot be joined. */
  #joinedSpan(at: number): number {
    const bytes = this.#bytes
    if (at + 1 >= this.#length || !isVal(bytes[at]!) || !isVal(bytes[at + 1]!)) return 0
    if (valueAt(bytes, at) !== valueAt(bytes, at + 1)) return 0
    const span = spanAt(bytes, at) + spanAt(bytes, at + 1)
    return span > MOST_VALUES ? 0 : span
  }
}
