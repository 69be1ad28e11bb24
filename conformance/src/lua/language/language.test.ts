import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Contestant } from '../../contestant.ts'
import { findRedisServer, startRedisServer } from '../../redis-server.ts'
import { startResident } from '../../resident.ts'
import { Wire } from '../../wire.ts'
import { type Difference, duel } from './duel.ts'
import { drawChunk, drawScript } from './program.ts'
import { answer, RECORDED, SNIPPETS } from './snippets.ts'

let resident: Contestant
let wire: Wire
beforeAll(async () => {
  resident = await startResident()
  wire = new Wire(await resident.connect())
})
afterAll(() => resident.stop())

test('every snippet of Lua comes to what was recorded from redis-server', async () => {
  const recorded: Record<string, string> = JSON.parse(readFileSync(RECORDED, 'utf8'))
  const ours: Record<string, string> = {}
  for (const snippet of SNIPPETS) ours[snippet] = await answer(wire, snippet)
  assert.deepEqual(ours, recorded)
})

describe.skipIf(findRedisServer() === undefined)('random Lua at both servers', () => {
  test.each([
    ['scripts run alike', drawScript],
    ['chunks are compiled alike, or refused in the same words', drawChunk],
  ])('%s', async (_, draw) => {
    const server = await startRedisServer()
    const oracle = new Wire(await server.connect())
    const found: Difference[] = []
    await duel({
      draw,
      count: 300,
      seed: 1,
      oracle,
      ours: wire,
      onDifference: (difference) => found.push(difference),
    })
    await server.stop()
    assert.deepEqual(found, [])
  })
})
