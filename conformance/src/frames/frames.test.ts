import { describe, expect, test } from 'vitest'
import type { Contestant } from '../contestant.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { type FramesResult, runFrames } from './session.ts'

/** Up to the first mismatch. */
async function play(ours: Contestant): Promise<FramesResult> {
  const oracle = await startRedisServer()
  try {
    return await runFrames({ oracle, ours, streams: 3000, seed: 1, ending: 'look', most: 1 })
  } finally {
    await oracle.stop()
    await ours.stop()
  }
}

/** A server that takes one word for another, but not in the first piece that a client sends. */
function stumbling(server: Contestant): Contestant {
  const connect: Contestant['connect'] = async () => {
    const stream = await server.connect()
    const write = stream.write.bind(stream)
    let isFirst = true
    stream.write = (bytes: Buffer) => {
      const text = bytes.toString('latin1')
      const heard = isFirst ? text : text.replaceAll('world', 'word!')
      isFirst = false
      return write(Buffer.from(heard, 'latin1'))
    }
    return stream
  }
  return { ...server, connect }
}

describe.skipIf(findRedisServer() === undefined)('mangled frames', () => {
  test('get the same bytes back from both servers, and the connection the same fate', async () => {
    const result = await play(await startResident())
    expect(result.mismatches).toEqual([])
    expect(result.refused).toBeGreaterThan(1000)
    expect(result.closed).toBeGreaterThan(1000)
  })

  test('find a server that reads a length in another way', async () => {
    const other = await startRedisServer({ arguments: ['--proto-max-bulk-len', '1mb'] })
    const { mismatches } = await play(other)
    expect(mismatches.length).toBeGreaterThan(0)
    for (const { stream } of mismatches) expect(stream).toMatch(/\$\d{7,}/)
  })

  test('find a server that stumbles only over what comes in pieces', async () => {
    const { mismatches } = await play(stumbling(await startRedisServer()))
    expect(mismatches.length).toBeGreaterThan(0)
    for (const { pieces } of mismatches) expect(pieces).not.toEqual([])
  })
})
