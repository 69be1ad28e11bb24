import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import type { Deadline } from './deadlines.ts'
import { KeyTable } from './key-table.ts'
import { dice } from './recorded-keyspace.ts'

describe('KeyTable', () => {
  test('keeps values and records of use with their keys, whatever comes and goes', () => {
    const roll = dice(11)
    const table = new KeyTable()
    const model = new Map<string, { held: number; access: number }>()
    for (let step = 0; step < 20_000; step++) {
      // Grows and shrinks in turn, through several sizes of the access array.
      const growing = Math.floor(step / 2500) % 2 === 0
      const key = ascii(`k${roll(600)}`)
      const slot = table.slotOf(key)
      assert.equal(slot >= 0, model.has(key))
      if (roll(10) < (growing ? 8 : 2)) {
        if (slot < 0) table.add(key, step, step)
        else if (roll(2) === 0) table.replaceAt(slot, step)
        else table.touch(slot, step)
        const was = model.get(key)
        const held = slot < 0 ? step : Number(table.heldAt(slot))
        const access = slot < 0 ? step : table.accessAt(slot)
        assert.ok(was === undefined || held === step || access === step)
        model.set(key, { held, access })
      } else {
        assert.equal(table.delete(key), model.delete(key))
      }
      assert.equal(table.size, model.size)
      if (step % 100 !== 0) continue
      for (const [name, { held, access }] of model) {
        const at = table.slotOf(ascii(name))
        assert.equal(table.keyAt(at), name)
        assert.equal(table.heldAt(at), held)
        assert.equal(table.accessAt(at), access)
      }
    }
  })

  test('keeps deadlines with their keys, whatever comes and goes, and a copy keeps its own', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const roll = dice(seed)
      let table = new KeyTable()
      let model = new Map<Bytes, Deadline | undefined>()
      const kept: [KeyTable, Map<Bytes, Deadline | undefined>][] = []
      for (let step = 0; step < 30_000; step++) {
        const growing = Math.floor(step / 6000) % 2 === 0
        const key = `k${roll(4000)}` as Bytes
        const slot = table.slotOf(key)
        const action = roll(10)
        if (slot < 0) {
          table.add(key, step, 0)
          model.set(key, undefined)
        } else if (action < (growing ? 6 : 2)) {
          const deadline = roll(20) === 0 ? 2n ** 62n + BigInt(step) : step
          table.setDeadline(slot, deadline)
          model.set(key, deadline)
        } else if (action === 9) {
          assert.equal(table.dropDeadline(slot), model.get(key) !== undefined)
          model.set(key, undefined)
        } else {
          table.delete(key)
          model.delete(key)
        }
        if (step % 7000 !== 6999) continue
        kept.push([table, model])
        table = table.clone()
        model = new Map(model)
      }
      for (const [each, then] of [...kept, [table, model] as const]) checkDeadlines(each, then)
    }
  })

  test('a walk over those with deadlines misses none that is there all the time', () => {
    const roll = dice(5)
    const table = new KeyTable()
    for (let n = 0; n < 3000; n++) {
      const slot = table.add(`k${n}` as Bytes, n, 0)
      if (n % 3 > 0) table.setDeadline(slot, n)
    }
    const throughout = new Set<Bytes>()
    table.scanVolatile(0, 3000, (key) => throughout.add(key))
    assert.equal(throughout.size, 2000)
    const seen = new Set<Bytes>()
    let cursor = 0
    do {
      cursor = table.scanVolatile(cursor, 16, (key) => seen.add(key))
      for (let n = 0; n < 8; n++) {
        const key = `k${roll(3000)}` as Bytes
        throughout.delete(key)
        if (roll(2) === 0) table.delete(key)
        else if (table.slotOf(key) >= 0) table.dropDeadline(table.slotOf(key))
        table.setDeadline(table.add(`new${n}:${cursor}` as Bytes, n, 0), n)
      }
    } while (cursor > 0)
    for (const key of throughout) assert.ok(seen.has(key), key)
  })

  test('an access is 24 bits and comes back unsigned', () => {
    const table = new KeyTable()
    table.add(ascii('k'), 1, 0xffffff)
    assert.equal(table.accessAt(0), 0xffffff)
  })
})

/** By keys and by places, the deadlines are the model's. */
function checkDeadlines(table: KeyTable, model: ReadonlyMap<Bytes, Deadline | undefined>): void {
  for (const [key, deadline] of model) {
    assert.equal(table.deadlineAt(table.slotOf(key)), deadline)
  }
  const volatile = [...model].filter(([, deadline]) => deadline !== undefined)
  assert.equal(table.volatileSize, volatile.length)
  const walked = new Map<Bytes, Deadline>()
  table.scanVolatile(0, table.volatileSize, (key, deadline) => walked.set(key, deadline))
  assert.deepEqual(walked, new Map([...walked.keys()].map((key) => [key, model.get(key)])))
  assert.equal(walked.size, volatile.length)
  for (let n = 0; n < table.volatileSize; n++) {
    assert.ok(walked.has(table.keyAt(table.volatileSlotAt(n))))
  }
}
