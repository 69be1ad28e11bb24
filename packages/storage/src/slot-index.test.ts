import { strict as assert } from 'node:assert'
import type { Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import { CowArray } from './cow-array.ts'
import { SlotIndex } from './slot-index.ts'
import { dice } from './testing/dice.ts'

/** Entries that one change may move; that is less than a millisecond. */
const MOST = 12_000

/** An index and the keys that it is the index of. */
class Indexed {
  readonly index: SlotIndex
  readonly keys: CowArray<Bytes>

  constructor(index: SlotIndex = new SlotIndex(), keys: CowArray<Bytes> = new CowArray()) {
    this.index = index
    this.keys = keys
  }

  add(key: Bytes): void {
    this.index.add(key, this.keys)
    this.keys.push(key)
  }

  /** As `DenseSet` does it: the last key takes the place. */
  deleteAt(slot: number): void {
    const key = this.keys.at(slot)
    assert.equal(this.slotOf(key), slot)
    const last = this.keys.pop()
    this.index.deleteSought(key, slot)
    if (slot === this.keys.length) return
    this.keys.set(slot, last)
    this.index.move(last, this.keys.length, slot)
  }

  slotOf(key: Bytes): number {
    return this.index.slotOf(key, this.keys)
  }

  clone(): Indexed {
    return new Indexed(this.index.clone(), this.keys.clone())
  }
}

/** Every key stands where the model, a plain Map, has it. */
function check(indexed: Indexed, model: ReadonlyMap<Bytes, number>): void {
  assert.equal(indexed.keys.length, model.size)
  for (const [key, slot] of model) assert.equal(indexed.slotOf(key), slot)
}

function modelOf({ keys }: Indexed): Map<Bytes, number> {
  return new Map(Array.from({ length: keys.length }, (_, slot) => [keys.at(slot), slot]))
}

const name = (n: number): Bytes => `key:${n}` as Bytes

describe('an index of slots', () => {
  test('finds what a Map would, through growth and loss and copies of copies', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const roll = dice(seed)
      const all = [new Indexed()]
      let fresh = 0
      for (let turn = 0; turn < 24; turn++) {
        const at = roll(all.length)
        const indexed = all[at]!
        const grows = roll(5) < 3
        for (let step = roll(6000); step > 0; step--) {
          const { length } = indexed.keys
          if (length > 0 && roll(10) < (grows ? 2 : 9)) {
            const key = indexed.keys.at(roll(length))
            indexed.deleteAt(indexed.slotOf(key))
            assert.equal(indexed.slotOf(key), -1)
          } else indexed.add(name(fresh++))
        }
        check(indexed, modelOf(indexed))
        if (roll(3) > 0) continue
        // Some are kept for later, to see that what is done to the others leaves them alone.
        if (all.length < 5) all.push(indexed.clone())
        else all[roll(5)] = indexed.clone()
      }
      for (const indexed of all) check(indexed, modelOf(indexed))
    }
  })

  test('a copy has what there was, whatever becomes of the other', () => {
    const indexed = new Indexed()
    for (let n = 0; n < 30_000; n++) indexed.add(name(n))
    const copy = indexed.clone()
    const then = modelOf(copy)
    while (indexed.keys.length > 10_000) indexed.deleteAt(indexed.keys.length >> 1)
    for (let n = 0; n < 30_000; n += 2)
      if (copy.slotOf(name(n)) % 3 === 0) copy.add(`new:${n}` as Bytes)
    for (const [key, slot] of then) assert.equal(copy.slotOf(key), slot)
    check(indexed, modelOf(indexed))
    check(copy, modelOf(copy))
  })

  test('no change moves more than some thousand entries, up to many keys and back to none', () => {
    const indexed = new Indexed()
    let moved = 0
    let most = 0
    const note = (): void => {
      most = Math.max(most, indexed.index.moved - moved)
      moved = indexed.index.moved
    }
    for (let n = 0; n < 200_000; n++) {
      indexed.add(name(n))
      note()
    }
    for (let n = 0; n < 200_000; n += 997) assert.equal(indexed.slotOf(name(n)), n)
    while (indexed.keys.length > 0) {
      indexed.deleteAt((indexed.keys.length * 7) >> 3)
      note()
    }
    assert.ok(most <= MOST, `${most} entries`)
    // And all together not many times as many as there were changes.
    assert.ok(moved < 3 * 400_000, `${moved} entries`)
  })

  test('after a copy no change moves more either', () => {
    const indexed = new Indexed()
    for (let n = 0; n < 200_000; n++) indexed.add(name(n))
    indexed.clone()
    const copy = indexed.clone()
    for (const each of [indexed, copy]) {
      let { moved } = each.index
      for (let n = 0; n < 100_000; n++) {
        each.deleteAt((n * 7919) % each.keys.length)
        assert.ok(each.index.moved - moved <= MOST)
        moved = each.index.moved
      }
    }
  })
})
