import { strict as assert } from 'node:assert'
import { type Bytes, fromUtf8 } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits, type ListValue } from '@resident/storage'
import { test } from 'vitest'
import type { FrozenKeys } from './frozen-keys.ts'
import type { Held } from './held.ts'
import {
  Databases,
  type Keyspace,
  NO_OBSERVER,
  newStats,
  SeededRandom,
  SystemClock,
} from './index.ts'

function makeDatabases(): Databases {
  const clock = new SystemClock()
  clock.freeze()
  return new Databases(2, mapEngine, {
    clock,
    random: new SeededRandom(1),
    limits: defaultLimits(),
    access: { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: true },
    stats: newStats(),
    observer: NO_OBSERVER,
  })
}

function shown(held: Held, deadline: unknown): string {
  if (typeof held !== 'object') return `${held} until ${deadline}`
  const elements: string[] = []
  const list = held as ListValue
  list.each(0, list.length - 1, (element) => elements.push(element))
  return `${elements} until ${deadline}`
}

function stateOf(db: Keyspace): Map<Bytes, string> {
  const state = new Map<Bytes, string>()
  db.each((key, held) => state.set(key, shown(held, db.expireAt(key))))
  return state
}

/** Takes some more of the frozen keys; says whether there are any left. */
function take(frozen: FrozenKeys, into: Map<Bytes, string>, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const more = frozen.visitNext(({ key, held, deadline }) => {
      assert.equal(into.has(key), false, `${key} comes twice`)
      into.set(key, shown(held, deadline))
    })
    if (!more) return false
  }
  return true
}

test('frozen keys stay as they were, whatever becomes of the database meanwhile', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new SeededRandom(seed)
    const databases = makeDatabases()
    const [db, other] = databases.all as [Keyspace, Keyspace]
    const key = (): Bytes => fromUtf8(`k${random.below(40)}`)
    const actions: readonly (() => void)[] = [
      () => db.store(key(), random.below(1000)),
      () => db.store(key(), fromUtf8(`text ${random.below(1000)}`), 'KEEPTTL'),
      () => db.delete(key()),
      () => db.discard(key()),
      () => {
        const at = key()
        if (db.holds(at)) db.setExpireAt(at, db.now() + 1000 + random.below(1000))
      },
      () => db.persist(key()),
      () => {
        const at = key()
        const list = db.writeAny(at)
        if (typeof list === 'object') (list as ListValue).push('tail', fromUtf8('x'))
        else db.store(at, mapEngine.list(db.limits)).push('head', fromUtf8('y'))
      },
      () => {
        const [from, to] = [key(), key()]
        const held = db.writeAny(from)
        if (held === undefined || from === to) return
        db.delete(from)
        db.store(to, held)
      },
      () => {
        if (random.below(20) === 0) db.swapWith(other)
      },
      () => {
        if (random.below(20) === 0) db.flush()
      },
    ]
    const act = (): void => actions[random.below(actions.length)]!()
    for (let i = 0; i < 200; i++) act()

    const before = stateOf(db)
    const frozen = db.freeze()
    assert.equal(frozen.size, before.size)
    const seen = new Map<Bytes, string>()
    while (take(frozen, seen, random.below(4))) for (let i = random.below(6); i > 0; i--) act()
    frozen.release()
    assert.deepEqual(new Map([...seen].sort()), new Map([...before].sort()), `seed ${seed}`)
  }
})

test('a database that was released is not watched any more', () => {
  const db = makeDatabases().all[0] as Keyspace
  db.store(fromUtf8('a'), 1)
  db.freeze().release()
  db.store(fromUtf8('a'), 2)
  const again = db.freeze()
  const seen = new Map<Bytes, string>()
  assert.equal(take(again, seen, 9), false)
  assert.deepEqual([...seen], [['a', '2 until undefined']])
})
