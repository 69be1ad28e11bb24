import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import {
  defaultLimits,
  dictTableBytes,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  streamIdOf,
} from '@resident/storage'
import { describe, test } from 'vitest'
import type { Held } from './held.ts'
import {
  Databases,
  type Keyspace,
  type KeyspaceImage,
  NO_OBSERVER,
  newStats,
  SeededRandom,
  StreamValue,
  SystemClock,
} from './index.ts'
import { dice } from './recorded-keyspace.ts'
import { weightOf } from './weight.ts'

const NOW = 1_700_000_000_000

function makeDatabases(seed = 1): Databases {
  const clock = new SystemClock()
  clock.freeze()
  clock.set(NOW)
  return new Databases(2, mapEngine, {
    clock,
    random: new SeededRandom(seed),
    limits: defaultLimits(),
    access: { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: false },
    stats: newStats(),
    observer: NO_OBSERVER,
  })
}

/** All there is to a value, as text. */
function shown(held: Held): string {
  if (typeof held !== 'object') return `${typeof held} ${held}`
  const parts: unknown[] = [held.type, 'encoding' in held ? held.encoding : '', held.bytes]
  const take = (...part: unknown[]): void => void parts.push(part)
  if (held.type === 'string') take(held.toBytes())
  else if (held.type === 'stream') {
    take(held.lastId, held.maxDeletedId, held.entriesAdded)
    held.log.each(MIN_STREAM_ID, MAX_STREAM_ID, (id, fields) => {
      take(id, fields)
      return true
    })
    for (const [name, group] of held.groups) {
      take(name, group.lastId, group.entriesRead)
      for (const [id, entry] of group.pending) take(id, entry.consumer.name, entry.deliveryCount)
      for (const { name, seenTime, pending } of group.consumers.values()) {
        take(name, seenTime, [...pending.keys()])
      }
    }
  } else if (held.length === 0) take('nothing')
  else if (held.type === 'list' || held.type === 'zset') held.each(0, held.length - 1, take)
  else held.each(take)
  return JSON.stringify(parts)
}

type State = ReadonlyMap<Bytes, string>

function stateOf(db: Keyspace): State {
  const state = new Map<Bytes, string>()
  let bytes = 0
  for (let slot = 0; slot < db.size; slot++) {
    const key = db.keyAt(slot)
    const held = db.peek(key)!
    state.set(key, `${shown(held)} until ${db.expireAt(key)}`)
    bytes += Math.ceil(weightOf(key, held, false) / 8) * 8
  }
  assert.equal(state.size, db.size)
  const tables = db.size === 0 ? 0 : dictTableBytes(db.size) + dictTableBytes(db.volatileSize)
  assert.equal(db.bytes, bytes + tables)
  return state
}

function statesOf(databases: Databases): readonly State[] {
  return databases.all.map(stateOf)
}

/** Changes something, by chance, in any of the ways in which commands do. */
function changer(databases: Databases, roll: (sides: number) => number, keys: number): () => void {
  const anyDb = (): Keyspace => databases.all[roll(10) === 0 ? 1 : 0]!
  const anyKey = (): Bytes => ascii(`key:${roll(keys)}`)
  const word = (): Bytes => ascii(`w${roll(60)}`)
  const inStream = (db: Keyspace, stream: StreamValue): void => {
    const group = stream.groups.get(ascii('g')) ?? stream.addGroup(ascii('g'), stream.lastId, 0)
    const name = word()
    const consumer = group.consumers.get(name) ?? group.addConsumer(name, roll(1000))
    consumer.seenTime = roll(1000)
    const id = streamIdOf(stream.length + Number(stream.entriesAdded) + 1, roll(9))
    if (id > stream.lastId) stream.append(id, [word(), word()])
    if (roll(2) === 0) group.assign(stream.lastId, consumer, db.now(), roll(9))
    else if (group.pending.first !== undefined) group.release(group.pending.first)
    if (roll(5) === 0 && stream.log.first !== undefined) stream.delete(stream.log.first)
    if (roll(9) === 0) group.deleteConsumer(consumer)
  }
  const edit = (): void => {
    const db = anyDb()
    const key = anyKey()
    let held = db.writeAny(key)
    if (typeof held !== 'object') {
      const { limits, engine } = db
      const made = [
        () => roll(1e6),
        () => word(),
        () => engine.string(word()),
        () => engine.list(limits),
        () => engine.hash(limits),
        () => engine.set(limits),
        () => engine.zset(limits),
        () => new StreamValue(engine.stream(limits)),
      ][roll(8)]!() as Held
      held = db.store(key, made, roll(2) === 0 ? 'KEEPTTL' : undefined)
      if (typeof held !== 'object') return
    }
    for (let i = 1 + roll(roll(20) === 0 ? 300 : 4); i > 0; i--) {
      if (held.type === 'string') held.append(word())
      else if (held.type === 'list') held.push(roll(2) ? 'head' : 'tail', word())
      else if (held.type === 'hash') held.set(ascii(`f${roll(600)}`), word())
      else if (held.type === 'set') held.add(roll(3) ? ascii(`${roll(900)}`) : word())
      else if (held.type === 'zset') held.add(ascii(`m${roll(300)}`), roll(100))
      else inStream(db, held)
    }
    if (held.type === 'list' && held.length > 2) held.pop('head')
    if (held.type === 'hash' || held.type === 'set' || held.type === 'zset') held.delete(word())
    db.modified(key, 'set')
  }
  const rename = (): void => {
    const [from, to] = [anyDb(), anyDb()]
    const [key, newKey] = [anyKey(), anyKey()]
    const held = from.writeAny(key)
    if (held === undefined || to.holds(newKey)) return
    from.delete(key)
    to.store(newKey, held)
  }
  const deadline = (): void => {
    const db = anyDb()
    const key = anyKey()
    if (!db.holds(key)) return
    if (roll(3) === 0) db.persist(key)
    else db.setExpireAt(key, NOW + 1 + roll(1e6))
  }
  const actions: readonly (() => void)[] = [
    edit,
    edit,
    edit,
    () => anyDb().store(anyKey(), roll(1e6)),
    () => anyDb().store(anyKey(), word(), 'KEEPTTL'),
    () => anyDb().delete(anyKey()),
    () => anyDb().delete(anyKey()),
    () => anyDb().readAny(anyKey()),
    deadline,
    rename,
    () => void (roll(2000) === 0 && databases.all[0]!.swapWith(databases.all[1]!)),
    () => void (roll(4000) === 0 && anyDb().flush()),
    () => {
      const db = anyDb()
      if (db.size > 0 && roll(50) === 0) db.evict(db.randomKey()!)
    },
  ]
  return () => actions[roll(actions.length)]!()
}

/** A copy of all databases, made anew one value at a time. */
interface Moment {
  readonly images: readonly KeyspaceImage[]
  readonly states: readonly State[]
}

for (const { keys, steps, seeds } of [
  { keys: 60, steps: 1500, seeds: 25 },
  { keys: 9000, steps: 60_000, seeds: 2 },
]) {
  test(`snapshots, restores and forks among ${keys} keys are what deep copies would be`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const roll = dice(seed)
      const servers = [makeDatabases(seed)]
      const changers = [changer(servers[0]!, roll, keys)]
      const moments: Moment[] = []
      for (let step = 0; step < steps; step++) {
        const at = roll(servers.length)
        changers[at]!()
        if (roll(steps / 40) !== 0) continue
        const server = servers[at]!
        const action = roll(4)
        if (action === 0 || moments.length === 0) {
          moments.push({ images: server.snapshot(), states: statesOf(server) })
        } else {
          const moment = moments[roll(moments.length)]!
          if (action === 1 && servers.length < 4) {
            const fork = makeDatabases(seed)
            fork.restore(moment.images)
            servers.push(fork)
            changers.push(changer(fork, roll, keys))
            assert.deepEqual(statesOf(fork), moment.states, `fork, seed ${seed}`)
          } else {
            server.restore(moment.images)
            assert.deepEqual(statesOf(server), moment.states, `restore, seed ${seed}`)
          }
        }
      }
      for (const moment of moments) {
        servers[0]!.restore(moment.images)
        assert.deepEqual(statesOf(servers[0]!), moment.states, `at the end, seed ${seed}`)
      }
    }
  })
}

describe('a scan', () => {
  test('sees what is there all the time, also when the database is restored meanwhile', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const roll = dice(seed)
      const db = makeDatabases(seed).all[0]!
      const always = Array.from({ length: 30 }, (_, i) => ascii(`always:${i}`))
      for (let i = 0; i < 200; i++) {
        db.store(ascii(`k${i}`), i)
        if (i < always.length) db.store(always[i]!, i)
      }
      const seen = new Set<Bytes>()
      let image = db.snapshot()
      let restores = 3
      let cursor = 0
      do {
        cursor = db.scan(cursor, 10, (key) => seen.add(key))
        for (let i = roll(30); i > 0; i--) {
          if (roll(3) === 0) db.store(ascii(`k${roll(300)}`), i)
          else db.delete(ascii(`k${roll(300)}`))
        }
        const action = roll(8)
        if (action < 2) image = db.snapshot()
        else if (action < 4 && restores > 0) {
          restores--
          db.restore(image)
        }
      } while (cursor !== 0)
      for (const key of always) assert.ok(seen.has(key), `seed ${seed} missed ${key}`)
    }
  })
})

test('a value that a snapshot holds too is copied at its first change, and not again', () => {
  const db = makeDatabases().all[0]!
  const key = ascii('l')
  const list = db.store(key, db.engine.list(db.limits))
  db.snapshot()
  assert.equal(db.read(key, 'list'), list)
  const copy = db.write(key, 'list')
  assert.notEqual(copy, list)
  assert.equal(db.write(key, 'list'), copy)
  assert.equal(db.read(key, 'list'), copy)
})

test('a snapshot costs next to nothing among a million keys, nor does going back to it', () => {
  const db = makeDatabases().all[0]!
  for (let i = 0; i < 1_000_000; i++) {
    const key = ascii(`key:${i}`)
    db.store(key, ascii('value'))
    if (i % 2 === 0) db.setExpireAt(key, NOW + 1e6 + i)
  }
  const quickest = (times: number, action: () => void): number => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < times; i++) {
      const start = performance.now()
      action()
      best = Math.min(best, performance.now() - start)
    }
    return best
  }
  let image = db.snapshot()
  const change = (): void => {
    for (let i = 0; i < 1000; i++) {
      db.delete(ascii(`key:${i * 997}`))
      db.store(ascii(`other:${i}`), i)
    }
  }
  change()
  assert.ok(
    quickest(5, () => {
      image = db.snapshot()
    }) < 5,
  )
  change()
  assert.ok(quickest(5, () => db.restore(image)) < 5)
  assert.equal(db.size, 1_000_000)
})
