import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { type Change, changesOf, isLoss, lostTwice, told } from './guard.ts'
import { thisMachine } from './machine.ts'
import { type Row, ratioOf, type SuiteResult, verdictOf } from './result.ts'
import { type Results, readResults, writeResults } from './results-file.ts'

/** What the guard finds lost. */
function lossesOf(result: SuiteResult, committed: Results): Change[] {
  return changesOf(result, committed).filter(isLoss)
}

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

test('a ratio that is too noisy to be quoted is not compared', () => {
  assert.deepEqual(changesOf(suite([10, 30, 60]), published([11, 11, 11])), [])
  assert.deepEqual(changesOf(suite([30, 30, 30]), published([5, 10, 20])), [])
})

test('what is lost is measured once more, and only what is lost both times counts', async () => {
  const loss = (name: string): Change => ({ name, was: 1, is: 2 })
  const runs = [
    [loss('a'), loss('b')],
    [loss('b'), loss('c')],
  ]
  const asked: string[] = []
  const lost = await lostTwice(
    async () => runs.shift()!,
    (first) => asked.push(...first.map(({ name }) => name)),
  )
  assert.deepEqual(lost, [loss('b')])
  assert.deepEqual(asked, ['a', 'b'])
})

test('where nothing is lost nothing is measured again', async () => {
  let runs = 0
  const measure = async (): Promise<Change[]> => {
    runs++
    return []
  }
  assert.deepEqual(await lostTwice(measure, () => assert.fail()), [])
  assert.equal(runs, 1)
})

test('a results file with better ratios than there ever were makes the guard find losses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resident-guard-'))
  try {
    const path = join(folder, 'results.json')
    writeResults(path, published([5, 5, 5]))
    const committed = readResults(path)
    const lost = await lostTwice(
      async () => lossesOf(suite([11, 11, 11]), committed),
      () => {},
    )
    assert.deepEqual(lost.map(told), ['GET, µs: 1.10, was 0.50'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('rows of the same name in two groups are not taken for one another', () => {
  const grouped = (group: string, took: number): Row => ({
    ...row([took, took, took], [10, 10, 10]),
    group,
  })
  const rows = [grouped('-P 1', 11), grouped('-P 16', 20)]
  const committed: Results = { socket: { ...published([11, 11, 11]).socket!, rows } }
  assert.deepEqual(lossesOf({ ...suite([]), rows }, committed), [])
  const slower = [grouped('-P 1', 20), grouped('-P 16', 20)]
  assert.deepEqual(
    lossesOf({ ...suite([]), rows: slower }, committed).map(({ name }) => name),
    ['-P 1, GET, µs'],
  )
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
