import { strict as assert } from 'node:assert'
import { setImmediate as turn } from 'node:timers/promises'
import { SystemClock } from '@resident/keyspace'
import { test } from 'vitest'
import { inSlices } from './in-slices.ts'

/** A stopwatch that ticks by being looked at. */
function tickingClock(): SystemClock {
  let looks = 0
  return Object.assign(new SystemClock(), { elapsed: () => ++looks })
}

test('what is done with many is done at once with the first, with the others in later turns, and once with each', async () => {
  const all = Array.from({ length: 1000 }, (_, i) => i)
  const done: number[] = []
  inSlices(all, (each) => done.push(each), tickingClock())
  assert.ok(done.length > 0 && done.length < 1000)
  while (done.length < 1000) await turn()
  await turn()
  assert.deepEqual(done, all)
})

test('what is done with few is done at once', () => {
  const done: number[] = []
  inSlices([1, 2, 3], (each) => done.push(each), tickingClock())
  assert.deepEqual(done, [1, 2, 3])
})
