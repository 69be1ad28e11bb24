import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { describe, test } from 'vitest'
import { nextTimeOfDay } from './daily.ts'
import {
  CacheCluster,
  expireDailyAt,
  expireIn,
  expireInHours,
  expireInMinutes,
  expireInSeconds,
  StringKeyspace,
} from './index.ts'
import { isolated } from './testing.ts'

const cluster = new CacheCluster('expiries')
const texts = new StringKeyspace<string>(cluster, { keyPattern: 'text/:id' })

describe('durations', () => {
  test('are whole milliseconds, whatever their unit', () => {
    assert.deepEqual(expireIn(1), { kind: 'in', milliseconds: 1 })
    assert.deepEqual(expireInSeconds(0.25), { kind: 'in', milliseconds: 250 })
    assert.deepEqual(expireInSeconds(1.005), { kind: 'in', milliseconds: 1005 })
    assert.deepEqual(expireInMinutes(2), { kind: 'in', milliseconds: 120_000 })
    assert.deepEqual(expireInHours(1.1), { kind: 'in', milliseconds: 3_960_000 })
  })

  test('that are none throw INVALID_EXPIRY', () => {
    const none = [0, -1, -2, -1000, 0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300]
    for (const each of none) assert.throws(() => expireIn(each), { code: 'INVALID_EXPIRY' })
    for (const each of ['1000', 5n, Symbol('5'), null]) {
      assert.throws(() => expireIn(each as never), { code: 'INVALID_EXPIRY' })
    }
    assert.throws(() => expireInSeconds(0.0001), { code: 'INVALID_EXPIRY' })
  })

  test(
    'that were not made by these functions are refused, before anything is sent',
    isolated(async () => {
      for (const expiry of [-1, 1000, null, {}, { kind: 'in', milliseconds: -2 }, expireIn]) {
        await assert.rejects(texts.set('k', 'x', { expiry: expiry as never }), {
          code: 'INVALID_EXPIRY',
          operation: 'set',
        })
      }
      assert.throws(() => texts.with({ expiry: 5 as never }), { code: 'INVALID_EXPIRY' })
      assert.equal(await texts.get('k'), undefined)
    }),
  )
})

describe('expireDailyAt', () => {
  const at = (time: string, timeZone = 'UTC', hours = 9, minutes = 30): string => {
    const moment = nextTimeOfDay({ hours, minutes, seconds: 0, timeZone }, Date.parse(time))
    return new Date(moment).toISOString()
  }

  test('is the next time in UTC; at that very moment, the next day', () => {
    assert.equal(at('2026-03-05T09:29:59.999Z'), '2026-03-05T09:30:00.000Z')
    assert.equal(at('2026-03-05T09:30:00.000Z'), '2026-03-06T09:30:00.000Z')
    assert.equal(at('2026-12-31T23:00:00.000Z'), '2027-01-01T09:30:00.000Z')
  })

  test('follows the clocks of a time zone over their changes', () => {
    assert.equal(at('2026-01-05T00:00:00Z', 'Europe/Berlin'), '2026-01-05T08:30:00.000Z')
    assert.equal(at('2026-07-05T00:00:00Z', 'Europe/Berlin'), '2026-07-05T07:30:00.000Z')
    assert.equal(at('2026-03-28T12:00:00Z', 'Europe/Berlin'), '2026-03-29T07:30:00.000Z')
    assert.equal(at('2026-03-05T20:00:00Z', 'Asia/Tokyo'), '2026-03-06T00:30:00.000Z')
    assert.equal(at('2026-03-05T20:00:00Z', 'America/Los_Angeles'), '2026-03-06T17:30:00.000Z')
    assert.equal(at('2026-03-05T20:00:00Z', 'Asia/Kathmandu'), '2026-03-06T03:45:00.000Z')
  })

  test('takes a time that is left out as the moment of the change, and one that comes twice as the first', () => {
    assert.equal(at('2026-03-28T12:00:00Z', 'Europe/Berlin', 2, 30), '2026-03-29T01:00:00.000Z')
    assert.equal(at('2026-10-24T12:00:00Z', 'Europe/Berlin', 2, 30), '2026-10-25T00:30:00.000Z')
    assert.equal(at('2026-10-25T00:30:00Z', 'Europe/Berlin', 2, 30), '2026-10-26T01:30:00.000Z')
  })

  test('refuses what no clock shows', () => {
    assert.throws(() => expireDailyAt(24, 0, 0), { code: 'INVALID_EXPIRY' })
    assert.throws(() => expireDailyAt(0, 60, 0), { code: 'INVALID_EXPIRY' })
    assert.throws(() => expireDailyAt(0, 0, -1), { code: 'INVALID_EXPIRY' })
    assert.throws(() => expireDailyAt(0, 0.5, 0), { code: 'INVALID_EXPIRY' })
    assert.throws(() => expireDailyAt(0, 0, 0, { timeZone: 'Mars/Base' }), {
      code: 'INVALID_EXPIRY',
    })
  })

  test(
    'is worked out at each write, by the time that the cache has',
    isolated(async (caches) => {
      caches.freeze()
      caches.setTime('2030-05-01T08:59:00Z')
      const daily = texts.with({ expiry: expireDailyAt(9, 0, 0) })
      await daily.set('k', 'x')
      caches.advance('59s')
      assert.equal(await texts.get('k'), 'x')
      await daily.append('k', 'y')
      caches.advance('1s')
      assert.equal(await texts.get('k'), undefined)
      await daily.set('k', 'z')
      caches.advance('23h')
      assert.equal(await texts.get('k'), 'z')
      caches.advance('1h')
      assert.equal(await texts.get('k'), undefined)
    }),
  )
})
