import type { Bytes } from '@resident/bytes'
import { equal, ok } from './check.ts'
import { type Dice, dice } from './dice.ts'
import { words } from './samples.ts'

// What all types promise, checked through a thin view of a value.

/** A runner's `test`: vitest's, node:test's, Jest's. */
export type Test = (name: string, run: () => void) => unknown

/** A collection as something with keys. */
export interface Keyed {
  /** Puts the key in, or changes what it carries. */
  put(key: Bytes): void
  delete(key: Bytes): boolean
  scan(cursor: number, count: number, visit: (key: Bytes) => void): number
}

/**
 * A key that is there from the first step of a scan to the last is visited, whatever else comes, goes
 * or changes between the steps; no key is visited that is not there; and the scan ends.
 */
export function promiseScan(make: () => Keyed): void {
  for (let seed = 0; seed < 120; seed++) {
    const roll = dice(seed)
    const size = roll(250)
    const value = make()
    const there = new Set<Bytes>()
    for (const key of words(size)) {
      value.put(key)
      there.add(key)
    }
    const throughout = new Set(there)
    const seen = new Set<Bytes>()
    const count = 1 + roll(30)
    let cursor = 0
    let steps = 0
    do {
      cursor = value.scan(cursor, count, (key) => {
        ok(there.has(key), `scan, seed ${seed}: visited a key that is not there`)
        seen.add(key)
      })
      ok(Number.isSafeInteger(cursor) && cursor >= 0, `scan, seed ${seed}: cursor ${cursor}`)
      ok(++steps <= 2000, `scan, seed ${seed}: does not end`)
      if (cursor !== 0) disturb(roll, value, there, throughout)
    } while (cursor !== 0)
    for (const key of throughout) ok(seen.has(key), `scan, seed ${seed}: missed a key`)
  }
}

/** Some insertions, deletions and changes; now and then many. */
function disturb(roll: Dice, value: Keyed, there: Set<Bytes>, throughout: Set<Bytes>): void {
  const most = roll(15) === 0 ? 120 : 8
  const candidates = words(300)
  for (let i = roll(most); i > 0; i--) {
    const key = candidates[roll(300)] as Bytes
    const action = roll(9)
    if (action < 3) {
      value.put(key)
      there.add(key)
    } else if (action < 5) {
      if (there.has(key)) value.put(key)
    } else {
      equal(value.delete(key), there.delete(key), 'delete between the steps of a scan')
      throughout.delete(key)
    }
  }
}

/** Every cursor is legal, those never given out too: a scan from it ends. */
export function promiseAnyCursor(value: Keyed): void {
  for (const key of words(100)) value.put(key)
  for (const start of [1, 2, 3, 17, 64, 99, 100, 101, 128, 4095, 2 ** 31, 2 ** 32 + 5, 2 ** 53]) {
    let cursor = start
    let steps = 0
    do {
      cursor = value.scan(cursor, 7, () => {})
      ok(++steps <= 1000, `scan from cursor ${start} does not end`)
    } while (cursor !== 0)
  }
}

/** Something that can be filled and emptied. */
export interface Weighed {
  readonly bytes: number
  readonly length: number
  clone(): { readonly bytes: number }
}

/**
 * `bytes` grows by at least half of what is added, and by at most four times that plus 200 per element;
 * it is the same for a copy, and returns to its start when the value is emptied.
 */
export function promiseBytes<V extends Weighed>(
  make: () => V,
  put: (value: V, element: Bytes) => void,
  empty: (value: V) => void,
): void {
  for (const [count, size] of [
    [1, 10],
    [5, 10],
    [40, 30],
    [700, 30],
    [300, 100],
    [3, 20000],
  ] as const) {
    const what = `bytes with ${count} elements of ${size}`
    const value = make()
    const start = value.bytes
    ok(Number.isSafeInteger(start) && start > 0, `${what}: starts at ${start}`)
    for (const word of words(count, 'x'.repeat(size - 4))) put(value, word)
    const grown = value.bytes - start
    ok(grown >= (count * size) / 2, `${what}: grows by ${grown} only`)
    // A stream's first node has 4 KiB from the start.
    ok(grown <= count * (4 * size + 200) + 5000, `${what}: grows by ${grown}`)
    equal(value.clone().bytes, value.bytes, `${what}: of a copy`)
    empty(value)
    equal(value.length, 0, `${what}: length when emptied`)
    equal(value.bytes, start, `${what}: when emptied`)
  }
}
