import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { describe, test } from 'vitest'
import {
  CacheCluster,
  expireDailyAt,
  expireIn,
  IntKeyspace,
  keepTTL,
  observeCaches,
  StringKeyspace,
  StringListKeyspace,
  StructKeyspace,
} from './index.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('ordered')
const texts = new StringKeyspace<string>(cluster, { keyPattern: 'text/:id' })
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const structs = new StructKeyspace<string, { x: number }>(cluster, { keyPattern: 'struct/:id' })
const lists = new StringListKeyspace<string>(cluster, { keyPattern: 'list/:id' })

/** What each operation answers when all are called before the first has answered. */
async function answers(...asked: Promise<unknown>[]): Promise<unknown[]> {
  return Promise.all(asked)
}

describe('operations happen in the order in which they are called', () => {
  test(
    'whether a lookup, a plain write or a removal',
    isolated(async () => {
      assert.deepEqual(
        await answers(
          texts.set('k', 'a'),
          texts.get('k'),
          texts.delete('k'),
          texts.get('k'),
          texts.set('k', 'b'),
          texts.multiGet('k'),
          texts.getAndSet('k', 'c'),
          texts.delete('k'),
          texts.setIfNotExists('k', 'd'),
          texts.get('k'),
        ),
        [undefined, 'a', 1, undefined, undefined, ['b'], 'b', 1, undefined, 'd'],
      )
    }),
  )

  test(
    'also if the server does not know the script of one yet, or a time of day has to be worked out',
    isolated(async () => {
      const expiry = expireIn(60_000)
      const daily = expireDailyAt(9, 30, 0, { timeZone: 'Europe/Berlin' })
      assert.deepEqual(
        await answers(
          counts.increment('k', 1, { expiry }),
          counts.set('k', 10, { expiry: daily }),
          counts.increment('k', 1, { expiry: daily }),
          counts.get('k'),
          counts.set('k', 20, { expiry: keepTTL }),
          counts.decrement('k', 5),
        ),
        [1, undefined, 11, 11, undefined, 15],
      )
      const pushing = lists.with({ expiry })
      assert.deepEqual(
        await answers(
          pushing.pushRight('k', 'a'),
          lists.len('k'),
          lists.pushRight('k', 'b'),
          pushing.popLeft('k'),
          lists.items('k'),
        ),
        [1, 1, 2, 'a', ['b']],
      )
    }),
  )

  test(
    'and while somebody looks on',
    isolated(async () => {
      const stop = observeCaches(() => undefined)
      try {
        const asked = [texts.set('k', 'a'), texts.get('k'), texts.delete('k'), texts.get('k')]
        assert.deepEqual(await answers(...asked), [undefined, 'a', 1, undefined])
      } finally {
        stop()
      }
    }),
  )
})

test(
  'what is stored is the value as it was when the operation was called',
  isolated(async () => {
    for (const key of ['before the first connection', 'after it']) {
      const value = { x: 1 }
      const stored = structs.set(key, value)
      value.x = 2
      await stored
      assert.deepEqual(await structs.get(key), { x: 1 })
    }
  }),
)
