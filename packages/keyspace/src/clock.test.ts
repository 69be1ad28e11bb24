import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
import { SystemClock } from './clock.ts'
import { put, recordedKeyspace, START } from './recorded-keyspace.ts'

/** A clock that stands at START, and the delays it has asked its alarm for. */
function stoppedClock(): { clock: SystemClock; alarms: (number | undefined)[] } {
  const clock = new SystemClock()
  const alarms: (number | undefined)[] = []
  clock.freeze()
  clock.set(START)
  clock.wakeBy((delay) => alarms.push(delay))
  return { clock, alarms }
}

describe('SystemClock', () => {
  test('shows the real time, in both units', () => {
    const clock = new SystemClock()
    const before = Date.now()
    clock.refresh()
    assert.ok(clock.now() >= before && clock.now() <= Date.now())
    const micros = clock.micros()
    assert.ok(micros >= before * 1000 && micros < (Date.now() + 1) * 1000)
    assert.equal(micros, Math.floor(micros))
  })

  test('microseconds never go back while the system clock does not', () => {
    const clock = new SystemClock()
    let last = 0
    for (let i = 0; i < 20_000; i++) {
      const micros = clock.micros()
      assert.ok(micros >= last)
      last = micros
    }
  })

  test('now() stands between two refreshes', () => {
    const clock = new SystemClock()
    const now = clock.now()
    const start = clock.elapsed()
    while (clock.elapsed() - start < 3);
    assert.equal(clock.now(), now)
    clock.refresh()
    assert.ok(clock.now() >= now + 2)
  })

  test('a stopped clock stands, in both units, until it is moved', () => {
    const { clock } = stoppedClock()
    clock.refresh()
    assert.equal(clock.now(), START)
    assert.equal(clock.micros(), START * 1000)
    clock.advance(5)
    assert.equal(clock.now(), START + 5)
    assert.ok(clock.frozen)
  })

  test('a clock that is let go runs on from where it stood', () => {
    const { clock } = stoppedClock()
    clock.resume()
    clock.refresh()
    assert.ok(clock.now() >= START && clock.now() < START + 1000)
    assert.ok(Math.abs(clock.micros() / 1000 - START) < 1000)
    assert.ok(!clock.frozen)
  })

  test('a running clock that is moved goes on running', () => {
    const clock = new SystemClock()
    clock.advance(3_600_000)
    clock.refresh()
    assert.ok(Math.abs(clock.now() - Date.now() - 3_600_000) < 1000)
    assert.ok(!clock.frozen)
  })

  test('advance runs what falls due, in order, at its own time', () => {
    const { clock } = stoppedClock()
    const ran: string[] = []
    const note = (name: string) => () => ran.push(`${name}+${clock.now() - START}`)
    clock.at(START + 20, note('b'))
    clock.at(START + 10, note('a'))
    clock.at(START + 20, note('c'))
    clock.at(START + 21, note('d'))
    clock.advance(20)
    assert.deepEqual(ran, ['a+10', 'b+20', 'c+20'])
    clock.advance(1)
    assert.deepEqual(ran.at(-1), 'd+21')
  })

  test('what a task asks for on the way happens on the way', () => {
    const { clock } = stoppedClock()
    const ran: number[] = []
    const again = (): void => {
      ran.push(clock.now() - START)
      clock.at(clock.now() + 10, again)
    }
    clock.at(START + 10, again)
    clock.advance(35)
    assert.deepEqual(ran, [10, 20, 30])
    assert.equal(clock.now(), START + 35)
  })

  test('a task whose time has passed runs at the next occasion, and not in the past', () => {
    const { clock } = stoppedClock()
    const ran: number[] = []
    clock.at(START - 50, () => ran.push(clock.now() - START))
    clock.advance(0)
    assert.deepEqual(ran, [0])
  })

  test('a task taken back does not run', () => {
    const { clock } = stoppedClock()
    const cancel = clock.at(START + 10, () => assert.fail())
    cancel()
    cancel()
    clock.advance(10)
  })

  test('going back fires nothing, and what was due later is due later still', () => {
    const { clock } = stoppedClock()
    const ran: number[] = []
    clock.at(START + 10, () => ran.push(clock.now() - START))
    clock.set(START - 1000)
    assert.equal(clock.now(), START - 1000)
    clock.advance(1000)
    assert.deepEqual(ran, [])
    clock.advance(10)
    assert.deepEqual(ran, [10])
  })

  test('a periodic task runs once for a jump, and again within its period after time went back', () => {
    const { clock } = stoppedClock()
    let runs = 0
    const stop = clock.every(100, () => runs++)
    clock.advance(99)
    assert.equal(runs, 0)
    clock.advance(10_000)
    assert.equal(runs, 1)
    clock.set(START - 1_000_000)
    clock.advance(100)
    assert.equal(runs, 2)
    stop()
    clock.advance(100)
    assert.equal(runs, 2)
  })

  test('a task that throws leaves the clock as it was, and the tasks behind it in the queue', () => {
    const clock = new SystemClock()
    const ran: string[] = []
    const now = clock.now()
    clock.at(now + 5, () => {
      throw new Error('a fault')
    })
    clock.at(now + 6, () => ran.push('later'))
    assert.throws(() => clock.advance(1000), /a fault/)
    assert.ok(!clock.frozen)
    clock.advance(1000)
    assert.deepEqual(ran, ['later'])
  })

  test('the alarm is set for the earliest task, and for none while time stands', () => {
    const { clock, alarms } = stoppedClock()
    clock.at(START + 500, () => {})
    assert.deepEqual(alarms, [])
    clock.resume()
    assert.ok(Math.abs(alarms.at(-1)! - 500) < 100)
    clock.at(START + 200, () => {})
    assert.ok(Math.abs(alarms.at(-1)! - 200) < 100)
    const asked = alarms.length
    clock.at(START + 300, () => {})
    assert.equal(alarms.length, asked)
    clock.freeze()
    assert.equal(alarms.at(-1), undefined)
  })

  test('ringing runs what is due and sets the alarm again', () => {
    const clock = new SystemClock()
    const alarms: (number | undefined)[] = []
    const ran: string[] = []
    clock.wakeBy((delay) => alarms.push(delay))
    clock.at(clock.now() - 1, () => ran.push('due'))
    clock.at(clock.now() + 10_000, () => ran.push('not due'))
    clock.ring()
    assert.deepEqual(ran, ['due'])
    assert.ok(alarms.at(-1)! > 9000)
  })

  test('a fault in a task does not cost the clock its alarm', () => {
    const clock = new SystemClock()
    const alarms: (number | undefined)[] = []
    clock.wakeBy((delay) => alarms.push(delay))
    clock.at(clock.now() - 1, () => {
      throw new Error('a fault')
    })
    clock.at(clock.now() + 10_000, () => {})
    assert.throws(() => clock.ring(), /a fault/)
    assert.ok(alarms.at(-1)! > 9000)
  })
})

describe('time moved by hand', () => {
  test('fires tasks and deadlines of keys in one order', () => {
    const { clock, databases, db, told } = recordedKeyspace()
    const other = databases.at(1)!
    put(db, 'b', 20)
    put(db, 'a', 10)
    put(other, 'c', 15)
    put(db, 'd', 40)
    const note = (name: string) => () => told.push(`${name}+${clock.now() - START}`)
    clock.at(START + 15, note('task'))
    clock.at(START + 12, () => {
      told.push('shortened d')
      db.setExpireAt(ascii('d'), START + 18)
    })
    told.length = 0
    clock.advance(30)
    assert.deepEqual(
      told.filter((line) => !line.includes('modified')),
      ['expired a', 'shortened d', '1:expired c', 'task+15', 'expired d', 'expired b'],
    )
  })

  test('lets each key expire at its own time, and equal ones in the order they were given theirs', () => {
    const { clock, db, told } = recordedKeyspace()
    for (const key of ['x', 'y', 'z']) put(db, key, 10)
    put(db, 'w', 9)
    told.length = 0
    clock.advance(10)
    assert.deepEqual(
      told.filter((line) => line.startsWith('expired')),
      ['expired w', 'expired x', 'expired y', 'expired z'],
    )
    assert.equal(db.size, 0)
  })
})
