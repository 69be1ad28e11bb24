import { describe, expect, test } from 'vitest'
import type { Contestant } from '../contestant.ts'
import type { Dice } from '../generate/dice.ts'
import { plant } from '../generate/faulty.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { residentCommands, startResident } from '../resident.ts'
import { eavesdropper } from './eavesdrop.ts'
import { type InterleaveResult, runInterleaved } from './session.ts'
import { drawSteps, type Step } from './steps.ts'

async function play(
  ours: Contestant,
  draw: (dice: Dice) => Step[],
  steps: number,
): Promise<InterleaveResult> {
  const oracle = await startRedisServer()
  try {
    return await runInterleaved({ oracle, ours, steps, seed: 1, draw })
  } finally {
    await oracle.stop()
    await ours.stop()
  }
}

describe.skipIf(findRedisServer() === undefined)('clients that take turns', () => {
  test.each(['btree', 'map'] as const)(
    'are told the same by both servers, on %s',
    async (engine) => {
      const result = await play(await startResident({ engine }), drawSteps, 4000)
      expect(result.partings).toEqual([])
      expect(result.unasked).toBeGreaterThan(300)
    },
  )

  test('are told of events where the real server tells of them, before the answer or after it', async () => {
    const draw = eavesdropper(new Set(residentCommands()))
    expect((await play(await startResident(), draw, 4000)).partings).toEqual([])
  })

  test('find a server that tells less, by the shortest way', async () => {
    // Without the class of events that come with streams.
    const listenToLess = (argv: readonly string[]): string[] =>
      argv.map((word) => word.replace('KEA', 'KEx'))
    const deaf = plant({ request: listenToLess }, await startRedisServer())
    const draw = eavesdropper(new Set(['rpush', 'lpop', 'llen']))
    const { partings } = await play(deaf, draw, 1000)
    expect(partings.length).toBeGreaterThan(0)
    // HELLO, CONFIG SET, PSUBSCRIBE, and a command that nobody hears of.
    for (const { steps } of partings) expect(steps.length).toBeLessThanOrEqual(5)
  })
})
