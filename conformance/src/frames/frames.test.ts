import { describe, expect, test } from 'vitest'
import type { Contestant } from '../contestant.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { type FramesResult, runFrames } from './session.ts'

async function play(ours: Contestant, streams: number): Promise<FramesResult> {
  const oracle = await startRedisServer()
  try {
    return await runFrames({ oracle, ours, streams, seed: 1, ending: 'look' })
  } finally {
    await oracle.stop()
    await ours.stop()
  }
}

describe.skipIf(findRedisServer() === undefined)('mangled frames', () => {
  test('get the same bytes back from both servers, and the connection the same fate', async () => {
    const result = await play(await startResident(), 3000)
    expect(result.mismatches).toEqual([])
    expect(result.refused).toBeGreaterThan(1000)
    expect(result.closed).toBeGreaterThan(1000)
  })

  test('find a server that reads a length in another way', async () => {
    const other = await startRedisServer({ arguments: ['--proto-max-bulk-len', '1mb'] })
    const { mismatches } = await play(other, 3000)
    expect(mismatches.length).toBeGreaterThan(0)
    for (const { stream } of mismatches) expect(stream).toMatch(/\$\d{7,}/)
  })
})
