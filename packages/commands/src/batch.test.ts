import { strict as assert } from 'node:assert'
import { SystemClock } from '@resident/keyspace'
import { test } from 'vitest'
import { Batch } from './batch.ts'
import { LatencyMonitor } from './latency-monitor.ts'
import { get } from './string/get.ts'
import { set } from './string/set.ts'
import { Row } from './table.ts'

test('the brief commands of a batch share its time, less what was timed singly', () => {
  const batch = new Batch(new LatencyMonitor(new SystemClock()))
  const [getRow, setRow] = [new Row(get), new Row(set)]
  for (const row of [getRow, setRow, getRow, getRow]) batch.count(row)
  batch.exclude(210)
  batch.share(0.25)
  assert.equal(getRow.microseconds, 30)
  assert.equal(setRow.microseconds, 10)

  batch.count(setRow)
  batch.share(0.3125)
  assert.equal(getRow.microseconds, 30)
  assert.equal(setRow.microseconds, 72.5)
})

test('a batch without brief commands gives nothing away', () => {
  const batch = new Batch(new LatencyMonitor(new SystemClock()))
  batch.exclude(10)
  batch.share(0.25)
  const row = new Row(get)
  batch.count(row)
  batch.share(0.375)
  assert.equal(row.microseconds, 125)
})

test('a batch begins anew with each chunk', () => {
  const batch = new Batch(new LatencyMonitor(new SystemClock()))
  const row = new Row(get)
  batch.begin(1000)
  batch.count(row)
  batch.share(1000.25)
  assert.equal(row.microseconds, 250)
})
