import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { LuaTable } from './table.ts'
import type { LuaValue } from './value.ts'

function keysOf(table: LuaTable): LuaValue[] {
  const keys: LuaValue[] = []
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    keys.push(table.keyAt(at))
  }
  return keys
}

test('a table holds what a Map would, whatever is done to it', () => {
  const table = new LuaTable()
  const naive = new Map<LuaValue, LuaValue>()
  let seed = 7
  const roll = (sides: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 16) % sides
  }
  const kinds: ((n: number) => LuaValue)[] = [
    (n) => n,
    (n) => -n,
    (n) => n / 4,
    (n) => `k${n}`,
    (n) => n % 2 === 0,
    (n) => 2 ** n,
  ]
  for (let step = 0; step < 20_000; step++) {
    const key = kinds[roll(kinds.length)]!(roll(60))
    const value = roll(3) === 0 ? undefined : step
    table.set(key, value)
    if (value === undefined) naive.delete(key)
    else naive.set(key, value)
    assert.equal(table.get(key), value)
    if (step % 500 !== 0) continue
    assert.deepEqual(new Set(keysOf(table)), new Set(naive.keys()))
    for (const [each, held] of naive) assert.equal(table.get(each), held)
  }
})

test('a border has something before it and nothing behind it', () => {
  const table = new LuaTable()
  for (let i = 1; i <= 100; i++) {
    table.set(i, true)
    assert.equal(table.length, i)
  }
  for (let i = 100; i >= 1; i -= 2) table.set(i, undefined)
  const border = table.length
  assert.ok(border === 0 || table.get(border) !== undefined)
  assert.equal(table.get(border + 1), undefined)
})

test('elements that go on being cleared while they are visited are all visited', () => {
  const table = new LuaTable()
  for (let i = 0; i < 100; i++) table.set(`k${i}`, i)
  let seen = 0
  let key: LuaValue
  for (;;) {
    const at = table.nextPosition(table.positionOf(key)!)
    if (at === -1) break
    key = table.keyAt(at)
    table.set(key, undefined)
    seen++
  }
  assert.equal(seen, 100)
  assert.equal(table.positionOf('never there'), undefined)
})
