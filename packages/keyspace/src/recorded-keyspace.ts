import { ascii, type Bytes } from '@resident/bytes'
import { defaultLimits, type Engine } from '@resident/storage'
import type { AccessPolicy } from './access.ts'
import { SystemClock } from './clock.ts'
import { Databases } from './databases.ts'
import type { KeyEvent, KeyspaceObserver } from './events.ts'
import type { Keyspace } from './keyspace.ts'
import { SeededRandom } from './random.ts'
import { type KeyspaceStats, newStats } from './stats.ts'

/** For the tests of this package: two databases on a stopped clock, and a record of what they announce. */
export interface Recorded {
  readonly clock: SystemClock
  readonly databases: Databases
  /** Database 0. */
  readonly db: Keyspace
  readonly stats: KeyspaceStats
  readonly access: AccessPolicy & { lfu: boolean }
  /** Events as 'expired k', with '1:' before those of database 1, and 'modified k'. */
  readonly told: string[]
}

/** The clock's time at first: a round number, far from 0. */
export const START = 1_700_000_000_000

const noEngine: Engine = {
  string: fail,
  list: fail,
  set: fail,
  zset: fail,
  hash: fail,
  stream: fail,
}

function fail(): never {
  throw new Error('these tests hold plain strings only')
}

export function recordedKeyspace(): Recorded {
  const clock = new SystemClock()
  clock.freeze()
  clock.set(START)
  const told: string[] = []
  const stats = newStats()
  const access = { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: true }
  const databases = new Databases(2, noEngine, {
    clock,
    random: new SeededRandom(1),
    limits: defaultLimits(),
    access,
    stats,
    observer: observerInto(told),
  })
  clock.join(databases)
  return { clock, databases, db: databases.at(0)!, stats, access, told }
}

function observerInto(told: string[]): KeyspaceObserver {
  const place = (db: Keyspace): string => (db.index === 0 ? '' : `${db.index}:`)
  return {
    modified: (db: Keyspace, key: Bytes) => told.push(`${place(db)}modified ${key}`),
    event: (db: Keyspace, event: KeyEvent, key: Bytes) => told.push(`${place(db)}${event} ${key}`),
    ready: () => {},
    gone: () => {},
    emptied: (db: Keyspace, incoming: Keyspace | undefined) =>
      told.push(`${place(db)}emptied${incoming === undefined ? '' : ` for ${incoming.index}`}`),
  }
}

/** Puts `key` there, with a deadline so many milliseconds from now if one is given. */
export function put(db: Keyspace, key: string, ttl?: number): void {
  db.store(ascii(key), ascii('x'))
  if (ttl !== undefined) db.setExpireAt(ascii(key), db.now() + ttl)
}

/** A die from a seed, for tests that draw. */
export function dice(seed: number): (sides: number) => number {
  const random = new SeededRandom(seed)
  return (sides) => random.below(sides)
}
