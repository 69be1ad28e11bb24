import { strict as assert } from 'node:assert'
import { SystemClock } from '@resident/keyspace'
import { beforeEach, describe, test } from 'vitest'
import { LatencyMonitor } from './latency-monitor.ts'
import { latencyReport } from './server/latency-report.ts'
import { drawLatency } from './server/latency-sparkline.ts'
import { Slowlog } from './slowlog.ts'

let clock: SystemClock
let latency: LatencyMonitor

beforeEach(() => {
  clock = new SystemClock()
  clock.freeze()
  clock.set(1_000_000_000)
  latency = new LatencyMonitor(clock)
  latency.threshold = 10
})

/** Notes an event's samples, the first at 1,000,000 s, each so many seconds after the one before. */
function note(event: string, seconds: number, ...samples: number[]): void {
  for (const [i, milliseconds] of samples.entries()) {
    if (i > 0) clock.advance(seconds * 1000)
    latency.add(event, milliseconds)
  }
}

const now = (): number => Math.floor(clock.now() / 1000)

describe('LatencyMonitor', () => {
  test('notes what takes as long as the threshold, in whole milliseconds', () => {
    latency.took('command', 9.99)
    latency.took('command', 10)
    latency.took('fast-command', 20.9)
    assert.deepEqual([...latency.events.keys()], ['command', 'fast-command'])
    assert.deepEqual(latency.events.get('fast-command')?.samples, [
      { time: 1_000_000, milliseconds: 20 },
    ])
    latency.threshold = 0
    latency.took('other', 1e9)
    assert.equal(latency.events.has('other'), false)
  })

  test('keeps the worst of each second, and the worst of all', () => {
    note('command', 0.3, 30, 50, 20, 40, 10)
    assert.deepEqual(latency.events.get('command'), {
      samples: [
        { time: 1_000_000, milliseconds: 50 },
        { time: 1_000_001, milliseconds: 10 },
      ],
      worst: 50,
    })
  })

  test('keeps 160 samples of an event', () => {
    note('command', 1, ...Array.from({ length: 200 }, (_, i) => i + 1))
    const { samples, worst } = latency.events.get('command')!
    assert.equal(samples.length, 160)
    assert.equal(samples[0]?.milliseconds, 41)
    assert.equal(worst, 200)
  })

  test('forgets one event, or all', () => {
    latency.add('a', 1)
    latency.add('b', 1)
    latency.add('c', 1)
    assert.equal(latency.forget('a'), true)
    assert.equal(latency.forget('a'), false)
    assert.equal(latency.forgetAll(), 2)
    assert.equal(latency.events.size, 0)
  })
})

const LINE = '-'.repeat(80)

describe('LATENCY GRAPH', () => {
  const graph = (): string => drawLatency('command', latency.events.get('command')!, now())

  test('is drawn as redis-server draws it', () => {
    note('command', 1, 1, 700)
    const title = 'command - high 700 ms, low 1 ms (all time high 700 ms)'
    assert.equal(graph(), `${title}\n${LINE}\n #\n |\n |\n_|\n  \n10\nss\n`)
    clock.advance(1000)
    latency.add('command', 300)
    assert.equal(graph(), `${title}\n${LINE}\n # \n | \n |#\n_||\n   \n210\nsss\n`)
  })

  test('of one height stands low', () => {
    note('command', 1, 7, 7)
    const title = 'command - high 7 ms, low 7 ms (all time high 7 ms)'
    assert.equal(graph(), `${title}\n${LINE}\n  \n  \n  \n__\n  \n10\nss\n`)
  })

  test('writes how long ago a sample was in the largest unit that fits', () => {
    note('command', 1, 1)
    for (const [seconds, label] of [
      [59, '59s'],
      [60, '1m'],
      [3599, '59m'],
      [3600, '1h'],
      [86_400, '1d'],
    ] as const) {
      const text = drawLatency('command', latency.events.get('command')!, 1_000_000 + seconds)
      const column = text.split('\n').slice(7).join('')
      assert.equal(column, label)
    }
  })

  test('goes on below after 80 columns', () => {
    note('command', 1, ...Array.from({ length: 81 }, () => 5))
    const rows = graph().split('\n')
    assert.equal(rows.filter((row) => row === '_'.repeat(80)).length, 1)
    assert.ok(graph().endsWith('\n\n \n \n \n_\n \n0\ns\n'))
  })
})

describe('LATENCY DOCTOR', () => {
  const slowlog = new Slowlog()

  test('adds up what was seen as redis-server does', () => {
    slowlog.threshold = 10_000
    slowlog.mostEntries = 128
    latency.threshold = 1
    note('command', 1, 1, 700)
    const lines = latencyReport(latency, slowlog, now()).split('\n')
    assert.equal(
      lines[2],
      '1. command: 2 latency spikes (average 350ms, mean deviation 349ms, period 0.50 sec). Worst all time event 700ms.',
    )
    assert.ok(lines[6]?.startsWith('- Your current Slow Log configuration'))
    assert.ok(lines[6]?.endsWith("'CONFIG SET slowlog-log-slower-than 1000'."))
    assert.ok(lines[7]?.startsWith('- Check your Slow Log'))
    assert.ok(lines[8]?.startsWith('- Deleting, expiring or evicting'))
    assert.deepEqual(lines.slice(9), ['', ''].slice(0, 1))
  })

  test('counts the period from the first spike until now, a second at least', () => {
    note('command', 1, 100)
    assert.match(latencyReport(latency, slowlog, now()), /period 1\.00 sec/)
    clock.advance(7000)
    assert.match(latencyReport(latency, slowlog, now()), /period 7\.00 sec/)
  })

  test('advises to enable a slow log that is off, and nothing where it has no advice', () => {
    slowlog.threshold = -1
    note('command', 1, 100)
    const report = latencyReport(latency, slowlog, now())
    assert.match(report, /Try to enable the Slow Log .*'CONFIG SET slowlog-log-slower-than 10000'/)
    latency.forgetAll()
    note('command-unblocking', 1, 100)
    assert.match(latencyReport(latency, slowlog, now()), /not able to suggest any easy fix/)
  })

  test('has nothing to say where nothing happened', () => {
    assert.match(latencyReport(latency, slowlog, now()), /no latency spike was observed/)
    latency.threshold = 0
    assert.match(latencyReport(latency, slowlog, now()), /^I'm sorry, Dave/)
  })
})
