import { type Resident, type Snapshot, startServer } from '@resident/embedded'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import { median } from '../report.ts'
import type { Growth, Row, SuiteResult } from '../result.ts'
import { Tally } from '../tally.ts'

const LARGEST = 1_000_000
const SIZES = [1_000, 100_000, LARGEST]
/** So many elements have the values that are written first. */
const ELEMENTS = 10_000
/** What takes less than a timer can tell is done so often, and the time divided. */
const REPEATS = 20
const OURS = 'resident'

/** `snapshots`: what it costs to take one, to go back to it, to fork, and to write a large value that it shares. */
export async function runSnapshots({ rounds, share }: Options): Promise<SuiteResult> {
  const sizes = SIZES.filter((size) => size <= LARGEST * share)
  const rows: Row[] = []
  const lines: Record<string, number[]> = {}
  for (const size of sizes) {
    const samples = await atSize(size, rounds)
    for (const [deed, figures] of Object.entries(samples)) {
      rows.push({ name: `${deed} at ${size} keys`, unit: 'ms', samples: figures, ours: OURS })
      lines[deed] ??= []
      lines[deed].push(median(figures[OURS]!))
    }
  }
  for (const [type, samples] of Object.entries(await firstWrites(rounds))) {
    rows.push({ name: `first write to a ${type} of ${ELEMENTS}`, unit: 'ms', samples, ours: OURS })
  }
  const growth: Growth = { name: 'by keys', unit: 'ms', sizes, lines }
  return {
    suite: 'snapshots',
    title: 'Snapshots',
    about:
      'Resident only: redis-server has nothing comparable. A snapshot, going back to it after a write, and a fork up to its first reply, ' +
      `each ${REPEATS} times in a row (a fork once), by the number of keys. Then the first write to a value of ${ELEMENTS} elements that a snapshot ` +
      'shares, which copies it or a part of it, and the same write without a snapshot.',
    rows,
    growths: [growth],
  }
}

async function atSize(size: number, rounds: number): Promise<Tally['all']> {
  const redis = await startServer({ port: false, config: { 'enable-debug-command': 'yes' } })
  await redis.run(['DEBUG', 'POPULATE', size])
  const tally = new Tally()
  for (let round = -1; round < rounds; round++) {
    progress(`${size} keys: round ${round + 1} of ${rounds}`)
    const figures = {
      snapshot: timed(REPEATS, () => redis.snapshot()),
      restore: restoring(redis, redis.snapshot()),
      fork: await forking(redis),
    }
    if (round >= 0) tally.addAll(OURS, figures)
  }
  await redis.close()
  return tally.all
}

function restoring(redis: Resident, snapshot: Snapshot): number {
  return timed(REPEATS, () => {
    redis.db().set('key:0', 'another')
    redis.restore(snapshot)
  })
}

async function forking(redis: Resident): Promise<number> {
  const start = performance.now()
  const fork = await redis.fork()
  await fork.run(['GET', 'key:1'])
  const took = performance.now() - start
  await fork.close()
  return took
}

/** A key of each type, and a write to it that changes one element. */
const WRITES: Readonly<Record<string, (redis: Resident, turn: number) => unknown>> = {
  string: (redis, turn) => redis.run(['SETRANGE', 'string', turn, 'x']),
  list: (redis, turn) => redis.run(['LSET', 'list', turn, 'x']),
  hash: (redis, turn) => redis.run(['HSET', 'hash', `member:${turn}`, 'x']),
  set: (redis, turn) => redis.run(['SADD', 'set', `new:${turn}`]),
  'sorted set': (redis, turn) => redis.run(['ZADD', 'sorted set', turn, 'member:0']),
  stream: (redis, turn) => redis.run(['XADD', 'stream', `${ELEMENTS + turn + 1}-0`, 'f', 'v']),
}

async function firstWrites(
  rounds: number,
): Promise<Readonly<Record<string, Tally['all'][string]>>> {
  const redis = await startServer({ port: false })
  await fill(redis)
  const tally = new Tally()
  let turn = 0
  for (let round = -1; round < rounds; round++) {
    progress(`first writes: round ${round + 1} of ${rounds}`)
    for (const [type, write] of Object.entries(WRITES)) {
      // The snapshots before were of all keys: what they share of this one is copied here.
      write(redis, ++turn)
      const alone = timed(1, () => write(redis, ++turn))
      const snapshot = redis.snapshot()
      const shared = timed(1, () => write(redis, ++turn))
      if (round < 0 || snapshot.size === 0) continue
      tally.add(type, OURS, shared)
      tally.add(type, 'without a snapshot', alone)
    }
  }
  await redis.close()
  return tally.all
}

async function fill(redis: Resident): Promise<void> {
  const members = Array.from({ length: ELEMENTS }, (_, i) => `member:${i}`)
  const db = redis.db()
  db.set('string', 'x'.repeat(ELEMENTS))
  db.push('list', members)
  db.hset('hash', Object.fromEntries(members.map((member, i) => [member, i])))
  db.sadd('set', ...members)
  db.zadd('sorted set', Object.fromEntries(members.map((member, i) => [member, i])))
  for (let i = 1; i <= ELEMENTS; i++) db.xadd('stream', { f: 'v' }, `${i}-0`)
}

/** Milliseconds that one of so many takes. */
function timed(repeats: number, deed: () => unknown): number {
  const start = performance.now()
  for (let i = 0; i < repeats; i++) deed()
  return (performance.now() - start) / repeats
}
