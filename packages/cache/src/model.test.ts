import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  CacheCluster,
  CacheKeyExists,
  CacheMiss,
  type Expiry,
  expireDailyAt,
  expireIn,
  IntKeyspace,
  keepTTL,
  neverExpire,
} from './index.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('modelled')
const counts = new IntKeyspace<string>(cluster, { keyPattern: 'count/:id' })
const DAY = 86_400_000

/** What a cache of whole numbers is, by its description: a map of values with deadlines. */
class Model {
  now: number
  readonly #keys = new Map<string, { value: number; deadline: number }>()

  constructor(now: number) {
    this.now = now
  }

  get(key: string): number | undefined {
    const found = this.#keys.get(key)
    if (found !== undefined && found.deadline <= this.now) this.#keys.delete(key)
    return this.#keys.get(key)?.value
  }

  /** Where no expiry is declared, a write of the whole value takes the deadline away, and others leave it. */
  put(key: string, value: number, expiry: Expiry | undefined, isWhole: boolean): void {
    const old = this.get(key) === undefined ? undefined : this.#keys.get(key)?.deadline
    this.#keys.set(key, { value, deadline: this.#deadline(expiry, isWhole ? undefined : old, old) })
  }

  delete(key: string): number {
    return this.get(key) !== undefined && this.#keys.delete(key) ? 1 : 0
  }

  #deadline(expiry: Expiry | undefined, undeclared = Infinity, kept = Infinity): number {
    switch (expiry?.kind) {
      case 'in':
        return this.now + expiry.milliseconds
      case 'daily':
        return Math.floor(this.now / DAY + 1) * DAY
      case 'never':
        return Infinity
      case 'keep':
        return kept
      default:
        return undeclared
    }
  }
}

const expiries = fc.constantFrom(
  ...[undefined, expireIn(1000), expireIn(5000), expireDailyAt(0, 0, 0), neverExpire, keepTTL],
)
const METHODS = ['get', 'set', 'add', 'replace', 'swap', 'take', 'increment', 'delete'] as const
const steps = fc.record({
  method: fc.constantFrom(...METHODS),
  key: fc.constantFrom('a', 'b'),
  value: fc.integer({ min: -5, max: 5 }),
  expiry: expiries,
})
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never

/** What a step answers, or the class of its error. */
async function real({ method, key, value, expiry }: Step): Promise<unknown> {
  const options = { expiry }
  switch (method) {
    case 'get':
      return counts.get(key)
    case 'set':
      return counts.set(key, value, options)
    case 'add':
      return counts.setIfNotExists(key, value, options).catch(classOf)
    case 'replace':
      return counts.replace(key, value, options).catch(classOf)
    case 'swap':
      return counts.getAndSet(key, value, options)
    case 'take':
      return counts.getAndDelete(key)
    case 'increment':
      return counts.increment(key, value, options)
    case 'delete':
      return counts.delete(key)
  }
}

function expected(model: Model, { method, key, value, expiry }: Step): unknown {
  const before = model.get(key)
  switch (method) {
    case 'get':
      return before
    case 'take':
      model.delete(key)
      return before
    case 'delete':
      return model.delete(key)
    case 'increment':
      model.put(key, (before ?? 0) + value, expiry, false)
      return (before ?? 0) + value
    case 'add':
      if (before !== undefined) return CacheKeyExists
      break
    case 'replace':
      if (before === undefined) return CacheMiss
  }
  model.put(key, value, expiry, true)
  return method === 'swap' ? before : undefined
}

function classOf(error: Error): unknown {
  return error.constructor
}

test(
  'operations called all at once do what they would one after another, and keys end when they should',
  isolated(async (caches) => {
    caches.freeze()
    const bursts = fc.array(
      fc.record({
        burst: fc.array(steps, { maxLength: 8 }),
        pass: fc.constantFrom(0, 1, 999, 1000, 4000, DAY),
      }),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(bursts, async (all) => {
        await caches.flush()
        const model = new Model(caches.now)
        for (const { burst, pass } of all) {
          const answers = burst.map(real)
          const right = burst.map((step) => expected(model, step))
          assert.deepEqual(await Promise.all(answers), right)
          caches.advance(pass)
          model.now += pass
        }
      }),
      { numRuns: 300 },
    )
  }),
)
