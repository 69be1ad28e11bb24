import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { areaOf, cellOf, neighbour, pointOf, scoreOf } from './cell.ts'

test('a score means the middle of a cell that holds the point', () => {
  for (let longitude = -180; longitude < 180; longitude += 7.31) {
    for (let latitude = -85; latitude < 85; latitude += 5.17) {
      const point = pointOf(scoreOf({ longitude, latitude }))
      assert.ok(Math.abs(point.longitude - longitude) < 360 / 2 ** 26)
      assert.ok(Math.abs(point.latitude - latitude) < 171 / 2 ** 26)
    }
  }
})

test('the score of a place is what redis-server gives it', () => {
  assert.equal(scoreOf({ longitude: 13.361389, latitude: 38.115556 }), 3479099956230698)
  assert.equal(scoreOf({ longitude: 180, latitude: 85.05112878 }), 13510798882111488)
})

test('neighbours touch, and the grid has no edges', () => {
  const cell = cellOf({ longitude: 12, latitude: 50 }, 8)
  assert.equal(areaOf(neighbour(cell, 1, 0)).west, areaOf(cell).east)
  assert.equal(areaOf(neighbour(cell, 0, -1)).north, areaOf(cell).south)
  assert.deepEqual(neighbour({ column: 255, row: 0, steps: 8 }, 1, -1), {
    column: 0,
    row: 255,
    steps: 8,
  })
})
