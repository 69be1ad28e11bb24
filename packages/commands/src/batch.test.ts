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
  batch.exclude(60)
  batch.share(100)
  assert.equal(getRow.microseconds, 30)
  assert.equal(setRow.microseconds, 10)

  batch.count(setRow)
  batch.share(5)
  assert.equal(getRow.microseconds, 30)
  assert.equal(setRow.microseconds, 15)
})

test('a batch without brief commands gives nothing away', () => {
  const batch = new Batch(new LatencyMonitor(new SystemClock()))
  batch.exclude(10)
  batch.share(100)
  const row = new Row(get)
  batch.count(row)
  batch.share(7)
  assert.equal(row.microseconds, 7)
})
