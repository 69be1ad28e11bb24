import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { LatencyHistogram } from './latency-histogram.ts'

/** Microseconds of one call, and what redis-server then shows as p50 and as p0. */
const RECORDED: readonly (readonly [microseconds: number, p50: string, p0: string])[] = [
  [0, '0.001', '0.001'],
  [1, '1.003', '1.000'],
  [2, '2.007', '2.000'],
  [5, '5.023', '4.992'],
  [9, '9.023', '8.960'],
  [22, '22.015', '21.888'],
  [27, '27.007', '26.880'],
  [240, '240.639', '239.616'],
]

function histogramOf(...times: number[]): LatencyHistogram {
  const histogram = new LatencyHistogram()
  for (const time of times) histogram.record(time, 1)
  return histogram
}

describe('LatencyHistogram', () => {
  for (const [microseconds, p50, p0] of RECORDED) {
    test(`shows ${microseconds} us as redis-server does`, () => {
      const histogram = histogramOf(microseconds)
      assert.equal(histogram.percentile(50).toFixed(3), p50)
      assert.equal(histogram.percentile(0).toFixed(3), p0)
      assert.equal(histogram.percentile(100), histogram.percentile(50))
    })
  }

  test('has buckets that end at doubling times, and leaves out those that add nothing', () => {
    const histogram = histogramOf(8, 100_139, 200_278, 300_000, 700_448)
    assert.deepEqual(histogram.buckets(), [
      { microseconds: 8, cumulative: 1 },
      { microseconds: 135_266, cumulative: 2 },
      { microseconds: 270_532, cumulative: 3 },
      { microseconds: 541_065, cumulative: 4 },
      { microseconds: 1_073_741, cumulative: 5 },
    ])
    assert.deepEqual(new LatencyHistogram().buckets(), [])
  })

  test('takes more than a second for a second, and less than a nanosecond for one', () => {
    const histogram = histogramOf(5_000_000, -3)
    assert.equal(histogram.percentile(50), 0.001)
    assert.equal(histogram.buckets().at(-1)?.microseconds, 1_073_741)
  })

  test('is right to within one per cent', () => {
    const times = Array.from({ length: 1000 }, (_, i) => (i + 1) ** 2 / 7)
    const histogram = histogramOf(...times)
    for (const percent of [1, 33.3, 50, 90, 99, 99.9]) {
      const exact = times[Math.max(0, Math.floor((percent / 100) * 1000 + 0.5) - 1)]!
      assert.ok(Math.abs(histogram.percentile(percent) - exact) <= exact / 100 + 0.001)
    }
    assert.equal(histogram.total, 1000)
    assert.equal(histogram.buckets().at(-1)?.cumulative, 1000)
  })
})
