import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { forgetCardinality, isDense } from './layout.ts'
import { observe } from './observe.ts'
import { raiseDense } from './registers.ts'
import { SparseRegisters } from './sparse-registers.ts'
import { replaceByDense, replaceSketch } from './stored-sketch.ts'

/**
 * Adds elements to the HyperLogLog under a key.
 *
 * A dense one is edited in place. A sparse one is edited in a copy, which
 * `settle` stores, and may become dense on the way.
 */
export class Adder {
  readonly #db: Keyspace
  readonly #key: Bytes
  /** hll-sparse-max-bytes. */
  readonly #mostBytes: number
  #string: StringValue
  #sparse: SparseRegisters | undefined
  #raised = 0

  constructor(db: Keyspace, key: Bytes, string: StringValue, mostBytes: number) {
    const view = string.view()
    this.#db = db
    this.#key = key
    this.#string = string
    this.#mostBytes = mostBytes
    this.#sparse = isDense(view) ? undefined : new SparseRegisters(view)
  }

  /** How many elements have changed a register. */
  get raised(): number {
    return this.#raised
  }

  /** Throws CORRUPTED_SKETCH if the registers make no sense; what was added before stays. */
  add(element: Bytes): void {
    const { register, count } = observe(element)
    const outcome = this.#sparse?.raise(register, count, this.#mostBytes) ?? 'full'
    if (outcome === 'full') this.#becomeDense()
    if (outcome === 'raised' || (outcome === 'full' && raiseDense(this.#string, register, count))) {
      this.#raised++
    }
  }

  /** Must be called at the end: stores what was changed in a copy, and drops the cached cardinality. */
  settle(): void {
    if (this.#raised > 0 && this.#sparse !== undefined) {
      this.#string = replaceSketch(this.#db, this.#key, this.#sparse.view)
    }
    if (this.#raised > 0) forgetCardinality(this.#string)
  }

  #becomeDense(): void {
    if (this.#sparse === undefined) return
    this.#string = replaceByDense(this.#db, this.#key, this.#sparse.view)
    this.#sparse = undefined
  }
}
