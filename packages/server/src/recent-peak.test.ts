import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { RecentPeak } from './recent-peak.ts'

test('a recent peak is the largest of the last eight seconds', () => {
  const peak = new RecentPeak()
  assert.equal(peak.at(5000), 0)
  peak.note(30, 5000)
  peak.note(10, 5900)
  assert.equal(peak.at(5900), 30)
  peak.note(20, 7100)
  assert.equal(peak.at(12_999), 30)
  assert.equal(peak.at(13_000), 20)
  assert.equal(peak.at(14_999), 20)
  assert.equal(peak.at(15_000), 0)
  peak.note(5, 15_000)
  assert.equal(peak.at(1_000_000), 0)
})
