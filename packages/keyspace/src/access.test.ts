import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import {
  type AccessPolicy,
  frequency,
  freshAccess,
  idleFor,
  idleSeconds,
  touched,
  usedOften,
} from './access.ts'
import { SeededRandom } from './random.ts'

const MINUTE = 60_000
const now = 1_700_000_000_000
const lru: AccessPolicy = { lfu: false, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: true }
const lfu: AccessPolicy = { lfu: true, lfuLogFactor: 10, lfuDecayTime: 1, sharesIntegers: true }
const random = new SeededRandom(1)

describe('least recently used', () => {
  test('a key is idle from its last use on', () => {
    const access = freshAccess(lru, now)
    assert.equal(idleSeconds(access, now), 0)
    assert.equal(idleSeconds(access, now + 999), 0)
    assert.equal(idleSeconds(access, now + 1000), 1)
    assert.equal(idleSeconds(touched(lru, access, now + 5000, random), now + 7000), 2)
  })

  test('idle time can be given, and wraps round where the clock cannot express it', () => {
    assert.equal(idleSeconds(idleFor(100, now), now + 1000), 101)
    // RESTORE … IDLETIME, then OBJECT IDLETIME, at a redis-server whose lru_clock was 76626.
    const recorded: [number | bigint, number][] = [
      [0, 0],
      [76626, 76626],
      [16777215, 0],
      [16777216, 1],
      [100_000_000, 16113920],
      [9223372036854775n, 14898167],
      [9223372036854776n, 1879048],
      [18446744073709551n, 0],
      [9223372036854775807n, 16777214],
    ]
    for (const [idle, told] of recorded) {
      assert.equal(idleSeconds(idleFor(idle, 76_626_000), 76_626_000), told, String(idle))
    }
  })

  test('the clock has 24 bits, and loses a second each time round', () => {
    const wrapsAt = Math.ceil(now / 1000 / 2 ** 24) * 2 ** 24 * 1000
    const access = freshAccess(lru, wrapsAt - 10_000)
    assert.equal(idleSeconds(access, wrapsAt - 1000), 9)
    assert.equal(idleSeconds(access, wrapsAt + 5000), 14)
  })
})

describe('least frequently used', () => {
  test('a new key stands at 5, and its first use always counts', () => {
    const access = freshAccess(lfu, now)
    assert.equal(frequency(lfu, access, now), 5)
    assert.equal(frequency(lfu, touched(lfu, access, now, random), now), 6)
  })

  test('the counter falls by one each decay time, and never below 0', () => {
    const access = usedOften(20, now)
    assert.equal(frequency(lfu, access, now), 20)
    assert.equal(frequency(lfu, access, now + 7 * MINUTE), 13)
    assert.equal(frequency({ ...lfu, lfuDecayTime: 3 }, access, now + 7 * MINUTE), 18)
    assert.equal(frequency({ ...lfu, lfuDecayTime: 0 }, access, now + 7 * MINUTE), 20)
    assert.equal(frequency(lfu, access, now + 1000 * MINUTE), 0)
  })

  test('minutes have 16 bits, and lose one each time round', () => {
    const wrapsAt = Math.ceil(now / MINUTE / 65536) * 65536 * MINUTE
    const access = usedOften(100, wrapsAt - 10 * MINUTE)
    assert.equal(frequency(lfu, access, wrapsAt + 5 * MINUTE), 86)
  })

  test('use grows by the logarithm: a hundred uses are few, a hundred thousand many', () => {
    const counterAfter = (uses: number): number => {
      const chance = new SeededRandom(7)
      let access = freshAccess(lfu, now)
      for (let i = 0; i < uses; i++) access = touched(lfu, access, now, chance)
      return frequency(lfu, access, now)
    }
    // redis.conf's table for lfu-log-factor 10: 10 after 100, 18 after 1000, 142 after 100K.
    assert.ok(counterAfter(100) >= 8 && counterAfter(100) <= 12)
    assert.ok(counterAfter(1000) >= 15 && counterAfter(1000) <= 22)
    assert.ok(counterAfter(100_000) >= 125 && counterAfter(100_000) <= 165)
  })

  test('the counter stops at 255', () => {
    const eager = { ...lfu, lfuLogFactor: 0 }
    let access = freshAccess(eager, now)
    for (let i = 0; i < 300; i++) access = touched(eager, access, now, random)
    assert.equal(frequency(eager, access, now), 255)
  })
})
