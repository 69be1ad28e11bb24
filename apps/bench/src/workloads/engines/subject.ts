import { ascii, type Bytes } from '@resident/bytes'
import { SeededRandom } from '@resident/keyspace'
import { defaultLimits, type EncodingLimits, type Engine } from '@resident/storage'

/** What an operation is to whoever states a mix of them. */
export type Kind = 'read' | 'write' | 'range'

/** One operation on a value that exists, done `times` times. It leaves the number of elements as it was. */
export interface Operation {
  readonly name: string
  readonly kind: Kind
  run(times: number): void
}

/** What is measured of a type. */
export interface Subject<V extends object> {
  /** A new value of all the elements, filled in random order. */
  make(engine: Engine, elements: Elements): V
  operations(value: V, elements: Elements): readonly Operation[]
}

/** Redis's own thresholds, so that small values are as they are in a server. */
export const LIMITS: EncodingLimits = defaultLimits()

/** Random choices are drawn beforehand: drawing one costs as much as some operations. A power of two. */
const DRAWS = 8192

/** The elements of a value, and which of them comes next. */
export class Elements {
  /** 16 bytes each, in random order. */
  readonly names: readonly Bytes[]
  readonly #order: Uint32Array
  #at = 0

  constructor(size: number) {
    const random = new SeededRandom(size)
    const names = Array.from({ length: size }, (_, n) => nameOf(n))
    for (let left = size; left > 1; left--) {
      const chosen = random.below(left)
      const last = names[left - 1]!
      names[left - 1] = names[chosen]!
      names[chosen] = last
    }
    this.names = names
    this.#order = Uint32Array.from({ length: DRAWS }, () => random.below(size))
  }

  get size(): number {
    return this.names.length
  }

  /** A position by chance. */
  position(): number {
    this.#at = (this.#at + 1) & (DRAWS - 1)
    return this.#order[this.#at]!
  }

  /** An element by chance. */
  any(): Bytes {
    return this.names[this.position()]!
  }
}

/** An element that no value holds. */
export const STRANGER: Bytes = ascii('element:stranger')

function nameOf(n: number): Bytes {
  // A string of its own: not joined of parts, as those that come from a socket are not.
  return Buffer.from(`element:${String(n).padStart(8, '0')}`).toString('latin1') as Bytes
}

/** Something that depends on results, so that no operation is optimised away. */
export const sink: { value: unknown } = { value: undefined }
