import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
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

  test('an access is 24 bits and comes back unsigned', () => {
    const table = new KeyTable()
    table.add(ascii('k'), 1, 0xffffff)
    assert.equal(table.accessAt(0), 0xffffff)
  })
})
