// Compares `bytes` of values with what a real redis-server uses for the same: MEMORY USAGE, and the
// growth of used_memory, which has the key's own 40 to 80 bytes in it.
//
//   redis-server --port 0 --unixsocket /tmp/memory.sock --save '' &
//   node scripts/run-ts.mjs packages/engine-map/scripts/compare-memory.ts /tmp/memory.sock

import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { ascii, type Bytes } from '@resident/bytes'
import { defaultLimits, streamIdOf } from '@resident/storage'
import { mapEngine } from '../src/index.ts'

const limits = defaultLimits()

interface Subject {
  put(element: Bytes, i: number): void
  command(element: string, i: number): string
  bytes(): number
}

const SUBJECTS: Record<string, () => Subject> = {
  list() {
    const list = mapEngine.list(limits)
    return {
      put: (element) => list.push('tail', element),
      command: (element) => `RPUSH k ${element}`,
      bytes: () => list.bytes,
    }
  },
  set() {
    const set = mapEngine.set(limits)
    return {
      put: (element) => set.add(element),
      command: (element) => `SADD k ${element}`,
      bytes: () => set.bytes,
    }
  },
  hash() {
    const hash = mapEngine.hash(limits)
    return {
      put: (element) => hash.set(element, element),
      command: (element) => `HSET k ${element} ${element}`,
      bytes: () => hash.bytes,
    }
  },
  zset() {
    const zset = mapEngine.zset(limits)
    return {
      put: (element, i) => zset.add(element, i / 7),
      command: (element, i) => `ZADD k ${i / 7} ${element}`,
      bytes: () => zset.bytes,
    }
  },
  stream() {
    const log = mapEngine.stream(limits)
    return {
      put: (element, i) =>
        log.append(streamIdOf(1_700_000_000_000 + 13 * i, 0), [ascii('f'), element]),
      command: (element, i) => `XADD k ${1_700_000_000_000 + 13 * i}-0 f ${element}`,
      bytes: () => log.bytes,
    }
  },
}

function redis(commands: readonly string[]): string {
  const input = `${commands.join('\n')}\n`
  const args = ['-s', process.argv[2] as string]
  return spawnSync('redis-cli', args, { input, encoding: 'latin1', maxBuffer: 1e9 }).stdout
}

function usedMemory(): number {
  return Number(/used_memory:(\d+)/.exec(redis(['INFO memory']))?.[1])
}

console.log(`${'type'.padEnd(8)}elements  size     ours    usage    ratio     used    ratio`)
for (const [type, make] of Object.entries(SUBJECTS)) {
  for (const size of [4, 20, 100]) {
    for (const count of [5, 100, 1000, 20000]) {
      const subject = make()
      const elements = Array.from({ length: count }, (_, i) =>
        size === 4 ? String(3 * i) : String(i).padStart(size, 'x'),
      )
      for (const [i, element] of elements.entries()) subject.put(ascii(element), i)
      redis(['FLUSHALL'])
      const before = usedMemory()
      redis(elements.map((element, i) => subject.command(element, i)))
      const used = usedMemory() - before
      // Without the key's string and dictEntry, as MEMORY USAGE counts them.
      const usage = Number(redis(['MEMORY USAGE k SAMPLES 0'])) - 32
      const ours = subject.bytes()
      const cells = [
        count,
        size,
        ours,
        usage,
        (ours / usage).toFixed(3),
        used,
        (ours / used).toFixed(3),
      ]
      console.log(type.padEnd(8) + cells.map((cell) => String(cell).padStart(8)).join(' '))
    }
  }
}
