import { strict as assert } from 'node:assert'
import { type StreamId, streamIdOf } from '@resident/storage'
import { describe, test } from 'vitest'
import { IdMap } from './id-map.ts'
import { dice } from './recorded-keyspace.ts'

function filled(count: number): IdMap<number> {
  const map = new IdMap<number>()
  for (let i = 0; i < count; i++) map.set(streamIdOf(i, 0), i)
  return map
}

/** What `each` visits from `from` on, up to `most`. */
function seen(map: IdMap<number>, from: StreamId, most = Number.POSITIVE_INFINITY): number[] {
  const values: number[] = []
  map.each(from, (_, value) => values.push(value) < most)
  return values
}

describe('a map by stream ids', () => {
  test('is read in the order of ids, from any of them on', () => {
    const map = filled(1000)
    assert.deepEqual(seen(map, streamIdOf(997, 0)), [997, 998, 999])
    assert.deepEqual(seen(map, streamIdOf(500, 1), 2), [501, 502])
    assert.deepEqual(seen(map, streamIdOf(1000, 0)), [])
    assert.deepEqual([map.first, map.last], [streamIdOf(0, 0), streamIdOf(999, 0)])
  })

  test('begins anew when it has been emptied', () => {
    const map = filled(300)
    for (let i = 299; i >= 0; i--) assert.equal(map.delete(streamIdOf(i, 0)), true)
    assert.equal(map.delete(streamIdOf(0, 0)), false)
    assert.deepEqual([map.size, map.first, map.last], [0, undefined, undefined])
    assert.deepEqual(seen(map, streamIdOf(0, 0)), [])
    map.set(streamIdOf(5, 5), 1)
    assert.deepEqual([...map], [[streamIdOf(5, 5), 1]])
  })

  test('does what a sorted Map would, whatever it is asked', () => {
    const roll = dice(3)
    const map = new IdMap<number>()
    const naive = new Map<StreamId, number>()
    for (let step = 0; step < 20_000; step++) {
      // Mostly ascending, as entries are delivered; now and then anywhere.
      const id = roll(3) > 0 ? streamIdOf(step, roll(3)) : streamIdOf(roll(step + 1), roll(3))
      if (roll(5) < 3) {
        map.set(id, step)
        naive.set(id, step)
      } else {
        const old = streamIdOf(roll(step + 1), roll(3))
        assert.equal(map.delete(old), naive.delete(old))
      }
      assert.equal(map.get(id), naive.get(id))
      assert.equal(map.has(id), naive.has(id))
      assert.equal(map.size, naive.size)
      if (step % 500 === 0) assertSame(map, naive, streamIdOf(roll(step + 1), 1))
    }
  })

  test('can be asked for all that a ReadonlyMap can', () => {
    const map = filled(200)
    const pairs: [StreamId, number][] = []
    map.forEach((value, id) => {
      pairs.push([id, value])
    })
    assert.deepEqual([...map.entries()], pairs)
    assert.deepEqual(
      [...map.keys()],
      pairs.map(([id]) => id),
    )
    assert.deepEqual(
      [...map.values()],
      pairs.map(([, value]) => value),
    )
  })
})

function assertSame(map: IdMap<number>, naive: Map<StreamId, number>, from: StreamId): void {
  const sorted = [...naive].sort(([a], [b]) => (a < b ? -1 : 1))
  assert.deepEqual([...map], sorted)
  assert.deepEqual([map.first, map.last], [sorted[0]?.[0], sorted.at(-1)?.[0]])
  assert.deepEqual(
    seen(map, from),
    sorted.filter(([id]) => id >= from).map(([, value]) => value),
  )
}
