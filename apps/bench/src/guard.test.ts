import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { lossesOf, twice } from './guard.ts'
import { thisMachine } from './machine.ts'
import { type Row, ratioOf, type SuiteResult, verdictOf } from './result.ts'
import type { Results } from './results-file.ts'

test('a ratio is taken round by round, and is not quoted where half of them lie far apart', () => {
  assert.deepEqual(ratioOf(row([10, 200, 30], [10, 100, 20])), {
    middle: 1.5,
    low: 1.25,
    high: 1.75,
    sound: true,
  })
  assert.equal(ratioOf(row([10, 20, 40], [10, 10, 10]))!.sound, false)
})

test('a target is met or missed where the middle half of the rounds lies on one side of it', () => {
  const verdict = (ours: number[]): string => verdictOf({ ...row(ours, [10, 10, 10]), most: 1.5 })
  assert.equal(verdict([10, 11, 12]), 'met')
  assert.equal(verdict([20, 21, 22]), 'missed')
  assert.equal(verdict([12, 15, 18]), 'unsure')
})

test('a loss is a ratio more than 15 % worse than the committed one', () => {
  const committed = published([11, 11, 11])
  assert.deepEqual(lossesOf(suite([12, 12, 12]), committed), [])
  assert.deepEqual(lossesOf(suite([13, 13, 13]), committed), [
    { name: 'GET, µs', was: 1.1, is: 1.3 },
  ])
})

test('a ratio that is too noisy to be quoted is no loss, and cannot be lost', () => {
  assert.deepEqual(lossesOf(suite([10, 30, 60]), published([11, 11, 11])), [])
  assert.deepEqual(lossesOf(suite([30, 30, 30]), published([5, 10, 20])), [])
})

test('only what is lost both times counts', () => {
  const loss = (name: string) => ({ name, was: 1, is: 2 })
  assert.deepEqual(twice([loss('a'), loss('b')], [loss('b'), loss('c')]), [loss('b')])
})

function row(resident: number[], redis: number[]): Row {
  const samples = { 'redis-server': redis, resident }
  return { name: 'GET', unit: 'µs', samples, ours: 'resident', base: 'redis-server' }
}

/** Beside a redis-server that takes 10 µs each time. */
function suite(resident: number[]): SuiteResult {
  const rows = [row(resident, [10, 10, 10])]
  return { suite: 'socket', title: 'TCP', about: '', rows, growths: [] }
}

function published(resident: number[]): Results {
  return { socket: { ...suite(resident), machine: thisMachine(), rounds: 3 } }
}
