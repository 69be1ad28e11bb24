import type { StreamId } from '@resident/storage'

/** The most ids in one run. */
const MOST = 128

/** Some ids that follow one another in order, and their values. */
class Run<V> {
  ids: StreamId[]
  values: V[]

  constructor(ids: StreamId[], values: V[]) {
    this.ids = ids
    this.values = values
  }
}

/**
 * A map from stream ids that can be read in order, from any id on: for pending entries.
 *
 * Ids are in sorted runs, and the runs in one array; both are searched by bisection. Ids mostly arrive in ascending
 * order, which fills the runs; an insertion elsewhere, or a deletion, moves at most the rest of a run.
 */
export class IdMap<V> implements ReadonlyMap<StreamId, V> {
  #runs: Run<V>[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  get first(): StreamId | undefined {
    return this.#runs[0]?.ids[0]
  }

  get last(): StreamId | undefined {
    return this.#runs.at(-1)?.ids.at(-1)
  }

  get(id: StreamId): V | undefined {
    const run = this.#runs[this.#runOf(id)]
    if (run === undefined) return undefined
    const place = lowerBound(run.ids, id)
    return run.ids[place] === id ? run.values[place] : undefined
  }

  has(id: StreamId): boolean {
    return this.get(id) !== undefined
  }

  set(id: StreamId, value: V): void {
    const { last } = this
    if (last === undefined || id > last) return this.append(id, value)
    const index = Math.max(0, this.#runOf(id))
    const run = this.#runs[index] as Run<V>
    const place = lowerBound(run.ids, id)
    if (run.ids[place] === id) {
      run.values[place] = value
      return
    }
    run.ids.splice(place, 0, id)
    run.values.splice(place, 0, value)
    this.#size++
    if (run.ids.length > MOST) this.#split(index)
  }

  /** As `set`, for an id that is known to be above all others. */
  append(id: StreamId, value: V): void {
    const tail = this.#runs.at(-1)
    if (tail !== undefined && tail.ids.length < MOST) {
      tail.ids.push(id)
      tail.values.push(value)
    } else this.#runs.push(new Run([id], [value]))
    this.#size++
  }

  /** Returns whether it was there. */
  delete(id: StreamId): boolean {
    const index = this.#runOf(id)
    const run = this.#runs[index]
    if (run === undefined) return false
    const place = lowerBound(run.ids, id)
    if (run.ids[place] !== id) return false
    run.ids.splice(place, 1)
    run.values.splice(place, 1)
    if (run.ids.length === 0) this.#runs.splice(index, 1)
    this.#size--
    return true
  }

  /**
   * Visits the ids from `from` on, in order, until `visit` returns false. Finding the start costs O(log n). Meanwhile the
   * map must not change.
   */
  each(from: StreamId, visit: (id: StreamId, value: V) => boolean): void {
    let index = Math.max(0, this.#runOf(from))
    let place = index < this.#runs.length ? lowerBound(this.#runs[index]!.ids, from) : 0
    for (; index < this.#runs.length; index++, place = 0) {
      const { ids, values } = this.#runs[index] as Run<V>
      for (; place < ids.length; place++) {
        if (!visit(ids[place] as StreamId, values[place] as V)) return
      }
    }
  }

  // The rest of ReadonlyMap.

  forEach(visit: (value: V, id: StreamId, map: ReadonlyMap<StreamId, V>) => void): void {
    for (const [id, value] of this) visit(value, id, this)
  }

  *entries(): MapIterator<[StreamId, V]> {
    for (const { ids, values } of this.#runs) {
      for (let i = 0; i < ids.length; i++) yield [ids[i] as StreamId, values[i] as V]
    }
  }

  *keys(): MapIterator<StreamId> {
    for (const { ids } of this.#runs) yield* ids
  }

  *values(): MapIterator<V> {
    for (const { values } of this.#runs) yield* values
  }

  [Symbol.iterator](): MapIterator<[StreamId, V]> {
    return this.entries()
  }

  #split(index: number): void {
    const run = this.#runs[index] as Run<V>
    const half = run.ids.length >> 1
    this.#runs.splice(index + 1, 0, new Run(run.ids.splice(half), run.values.splice(half)))
  }

  /** The index of the run that would hold `id`: the last one that begins at or before it, or -1. */
  #runOf(id: StreamId): number {
    const runs = this.#runs
    let low = 0
    let high = runs.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((runs[middle]!.ids[0] as StreamId) <= id) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** How many of the sorted ids are smaller. */
function lowerBound(ids: readonly StreamId[], id: StreamId): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as StreamId) < id) low = middle + 1
    else high = middle
  }
  return low
}
