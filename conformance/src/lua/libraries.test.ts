import { strict as assert } from 'node:assert'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Contestant } from '../contestant.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { type Difference, duel } from './duel.ts'
import { evaluator } from './evaluate.ts'
import { EXPRESSIONS } from './expressions.ts'

describe.skipIf(findRedisServer() === undefined)('the libraries of scripts', () => {
  let oracle: Contestant
  let ours: Contestant
  beforeAll(async () => {
    oracle = await startRedisServer()
    ours = await startResident()
  })
  afterAll(async () => {
    await oracle.stop()
    await ours.stop()
  })

  async function differences(library: string, count: number): Promise<Difference[]> {
    const found: Difference[] = []
    await duel({
      draw: EXPRESSIONS[library]!,
      count,
      seed: 1,
      oracle: await evaluator(oracle),
      ours: await evaluator(ours),
      onDifference: (difference) => found.push(difference),
    })
    return found
  }

  test.each(Object.keys(EXPRESSIONS))(
    '%s: random expressions come to the same',
    async (library) => {
      assert.deepEqual(await differences(library, 2000), [])
    },
  )
})
