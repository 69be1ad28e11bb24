import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { measureGrowth, SHAPES } from './memory-growth.ts'
import { RECORDED } from './paths.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { startResident } from './resident.ts'

/** How far used_memory may be off, as a share of the real server's. */
const TOLERANCE = 0.25
/** The same of the real server's own, from one run to another. */
const NOISE = 0.1

async function growthOf(start: () => Promise<Contestant>): Promise<Record<string, number>> {
  const server = await start()
  try {
    return await measureGrowth(server)
  } finally {
    await server.stop()
  }
}

/** Where the two differ by more than such a share. */
function apart(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
  share: number,
): readonly string[] {
  return Object.keys(SHAPES)
    .map((name) => ({ name, ratio: a[name]! / b[name]! }))
    .filter(({ ratio }) => !(Math.abs(ratio - 1) <= share))
    .map(({ name, ratio }) => `${name}: ${ratio.toFixed(2)}`)
}

describe('used_memory', () => {
  const recorded = JSON.parse(readFileSync(join(RECORDED, 'memory-growth.json'), 'utf8')) as Record<
    string,
    number
  >
  const hasRedis = findRedisServer() !== undefined
  let theirs = recorded
  beforeAll(async () => {
    if (hasRedis) theirs = await growthOf(startRedisServer)
  })

  test.each(['map', 'btree'] as const)('grows as that of Redis, engine %s', async (engine) => {
    const ours = await growthOf(() => startResident({ engine }))
    expect(apart(ours, theirs, TOLERANCE)).toEqual([])
  })

  test.skipIf(!hasRedis)('was recorded from what Redis still says', () => {
    expect(apart(recorded, theirs, NOISE)).toEqual([])
  })
})
