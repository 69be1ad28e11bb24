import type { Contestant } from './contestant.ts'
import { textOf } from './reply.ts'
import { Wire } from './wire.ts'

/** Data of one shape: `count` commands or sequences of them. */
interface Shape {
  readonly count: number
  readonly commands: (i: number) => readonly (readonly string[])[]
}

const KEYS = 6000
/** Elements of all the collections of a shape. */
const ELEMENTS = 60_000
const PIPELINED = 20

/** One command a key. */
function keys(command: (i: number) => readonly string[]): Shape {
  return { count: KEYS, commands: (i) => [command(i)] }
}

/** Keys that hold so many elements each. */
function collections(name: string, elements: number, element: (j: number) => string[]): Shape {
  const many = Math.max(20, Math.floor(ELEMENTS / elements))
  const all = Array.from({ length: elements }, (_, j) => j)
  // In pieces, as a client would: nodes and tables then grow as they do in life.
  return {
    count: many,
    commands: (i) =>
      chunks(all, 50).map((chunk) => [name, `key:${i}`, ...chunk.flatMap((j) => element(j))]),
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  const pieces: T[][] = []
  for (let i = 0; i < all.length; i += size) pieces.push(all.slice(i, i + size))
  return pieces
}

const text = (size: number, i: number): string => String(i).padStart(size, 'x')

/** What is weighed, by name. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'integers below 10000': keys((i) => ['SET', `key:${i}`, String(i)]),
  'large integers': keys((i) => ['SET', `key:${i}`, String(1_000_000 + i)]),
  'strings of 10 bytes': keys((i) => ['SET', `key:${i}`, text(10, i)]),
  'strings of 40 bytes': keys((i) => ['SET', `key:${i}`, text(40, i)]),
  'strings of 200 bytes': keys((i) => ['SET', `key:${i}`, text(200, i)]),
  'strings of 5000 bytes': keys((i) => ['SET', `key:${i}`, text(5000, i)]),
  'long keys': keys((i) => ['SET', text(300, i), 'v']),
  'keys with a deadline': keys((i) => ['SET', `key:${i}`, text(10, i), 'EX', '100000']),
  'appended strings': {
    count: KEYS,
    commands: (i) => [
      ['SET', `key:${i}`, text(20, i)],
      ['APPEND', `key:${i}`, text(100, i)],
    ],
  },
  bitmaps: keys((i) => ['SETBIT', `key:${i}`, '8000', '1']),
  'sparse sketches': keys((i) => ['PFADD', `key:${i}`, text(10, i), text(11, i)]),
  'dense sketches': { count: 30, commands: denseSketch },
  'small lists': collections('RPUSH', 10, (j) => [text(10, j)]),
  'large lists': collections('RPUSH', 5000, (j) => [text(20, j)]),
  'small hashes': collections('HSET', 10, (j) => [`field:${j}`, text(10, j)]),
  'large hashes': collections('HSET', 2000, (j) => [`field:${j}`, text(10, j)]),
  'hashes of long values': collections('HSET', 10, (j) => [`field:${j}`, text(100, j)]),
  intsets: collections('SADD', 100, (j) => [String(j * 1000)]),
  'small sets': collections('SADD', 10, (j) => [text(10, j)]),
  'large sets': collections('SADD', 2000, (j) => [text(20, j)]),
  'small sorted sets': collections('ZADD', 10, (j) => [`${j}.5`, text(10, j)]),
  'large sorted sets': collections('ZADD', 2000, (j) => [`${j}.5`, text(20, j)]),
  'short streams': {
    count: 1000,
    commands: (i) => entries(5).map((id) => ['XADD', `key:${i}`, id, 'f', text(10, i)]),
  },
  'long streams': {
    count: 10,
    commands: (i) => entries(2000).map((id) => ['XADD', `key:${i}`, id, 'field', text(20, i)]),
  },
  'streams with pending entries': {
    count: 100,
    commands: (i) => [
      ...entries(100).map((id) => ['XADD', `key:${i}`, id, 'f', text(10, i)]),
      ['XGROUP', 'CREATE', `key:${i}`, 'group', '0'],
      ['XREADGROUP', 'GROUP', 'group', 'consumer', 'STREAMS', `key:${i}`, '>'],
    ],
  },
}

function denseSketch(i: number): string[][] {
  const elements = Array.from({ length: 4000 }, (_, j) => `${i}:${j}`)
  return chunks(elements, 500).map((chunk) => ['PFADD', `key:${i}`, ...chunk])
}

function entries(count: number): string[] {
  return Array.from({ length: count }, (_, j) => `${1_700_000_000_000 + 13 * j}-0`)
}

/** By how much `used_memory` of the server grows for data of each shape, in bytes. */
export async function measureGrowth(server: Contestant): Promise<Record<string, number>> {
  const growth: Record<string, number> = {}
  const wire = new Wire(await server.connect())
  // The first INFO has memory of its own to allocate.
  await usedMemory(wire)
  for (const [name, shape] of Object.entries(SHAPES)) {
    await wire.call('FLUSHALL', 'SYNC')
    const before = await usedMemory(wire)
    await fill(server, shape)
    growth[name] = (await usedMemory(wire)) - before
  }
  wire.close()
  return growth
}

/** Over a connection of its own, whose buffers go with it. */
async function fill(server: Contestant, { count, commands }: Shape): Promise<void> {
  const wire = new Wire(await server.connect())
  for (let i = 0; i < count; i += PIPELINED) {
    let awaited = 0
    for (let j = i; j < Math.min(count, i + PIPELINED); j++) {
      const all = commands(j)
      for (const argv of all) wire.send(argv)
      awaited += all.length
    }
    for (; awaited > 0; awaited--) await wire.nextRaw()
  }
  wire.send(['QUIT'])
  while (!wire.closed) await wire.arrival()
}

async function usedMemory(wire: Wire): Promise<number> {
  const info = textOf(await wire.call('INFO', 'memory'))
  return Number(/used_memory:(\d+)/.exec(info)?.[1])
}
