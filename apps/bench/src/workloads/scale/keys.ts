import { Redis } from 'ioredis'
import type { Subject } from '../../contestants/subjects.ts'
import { request, Wire } from '../../contestants/wire.ts'
import { type Figures, growth, watched } from './pauses.ts'

/** Keys that SCAN is asked for at once. */
const COUNT = 1_000
/** Keys that are deleted, and as many set, beside each step of it. */
const CHANGES = 10
/** Keys that are set at once: less than a millisecond's work. */
const BATCH = 500
/** So many are set and deleted before, so that all is compiled. */
const WARMING = 100_000
const VALUE = 'value:0123456789'

/** Sets so many keys, reads them by SCAN while others come and go, and deletes all. */
export async function manyKeys(subject: Subject, size: number): Promise<Figures> {
  const { server } = subject
  const wire = await Wire.to(server.port)
  const client = new Redis(server.port)
  const fill = (count: number): Promise<void> =>
    wire.fill(count, (n) => request('SET', keyOf(n), VALUE), 1, BATCH)
  try {
    await fill(WARMING)
    await client.flushall()
    const used = await subject.used()
    const rss = server.rss()
    const filled = await watched(server, 'SET', () => fill(size))
    const memory = {
      ...growth('a key', used, await subject.used(), size),
      ...growth('a key, RSS', rss, server.rss(), size),
    }
    const scanned = await watched(server, 'SCAN', () => scanAll(client, wire, size))
    const flushed = await watched(server, 'FLUSHALL', () => client.flushall())
    return { ...filled, ...memory, ...scanned, ...flushed }
  } finally {
    client.disconnect()
    wire.close()
  }
}

/** Throws if a key is missed that is there all the time. */
async function scanAll(client: Redis, wire: Wire, size: number): Promise<void> {
  const isSeen = new Uint8Array(size)
  let next = size
  let cursor = '0'
  do {
    const [left, keys] = await client.scan(cursor, 'COUNT', COUNT)
    cursor = left
    for (const key of keys) {
      const n = Number(key.slice(4))
      if (n < size) isSeen[n] = 1
    }
    let changes = ''
    for (let i = 0; i < CHANGES; i++, next++) {
      const gone = (next * 7919) % size
      isSeen[gone] = 1
      changes += request('DEL', keyOf(gone)) + request('SET', keyOf(next), VALUE)
    }
    await wire.send(changes, 2 * CHANGES)
  } while (cursor !== '0')
  const missed = isSeen.indexOf(0)
  if (missed >= 0) throw new Error(`SCAN has missed ${keyOf(missed)}`)
}

/** 16 bytes. */
function keyOf(n: number): string {
  return `key:${String(n).padStart(12, '0')}`
}
