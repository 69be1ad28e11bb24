import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { formatDouble, formatHumanDouble, parseDouble, parseScoreBound } from './index.ts'
import recorded from './numbers.recorded.json' with { type: 'json' }

/** The double whose bits are these 16 hexadecimal digits. */
function fromBits(bits: string): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${bits}`))
  return view.getFloat64(0)
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text)
}

describe('as redis-server reads scores', () => {
  /** The scores of the set that each recorded bound was counted in. */
  const probes = [
    '-inf',
    '-1e300',
    '-31',
    '-1',
    '0',
    '4e-324',
    '0.5',
    '1',
    '5',
    '16',
    '1e300',
    'inf',
  ]

  for (const { text, score, above } of recorded.texts) {
    test(`${shown(text)} as a score is ${score ?? 'refused'}`, () => {
      const value = parseDouble(text)
      assert.equal(value === undefined ? null : formatDouble(value), score)
    })

    test(`${shown(text)} as a bound is ${above === -1 ? 'refused' : 'taken'}`, () => {
      const bound = parseScoreBound(text)
      const count = probes.filter((probe) => parseDouble(probe)! >= bound!).length
      assert.equal(bound === undefined ? -1 : count, above)
    })
  }
})

describe('as redis-server writes scores', () => {
  test('formatDouble agrees with every recorded score', () => {
    for (const [bits, text] of recorded.scores) assert.equal(formatDouble(fromBits(bits!)), text)
  })

  test('formatDouble writes what parseDouble reads as the same number', () => {
    for (const [bits] of recorded.scores) {
      const value = fromBits(bits!)
      assert.equal(parseDouble(formatDouble(value)), value)
    }
  })

  test('formatDouble spells the infinities and the negative zero', () => {
    assert.equal(formatDouble(Number.POSITIVE_INFINITY), 'inf')
    assert.equal(formatDouble(Number.NEGATIVE_INFINITY), '-inf')
    assert.equal(formatDouble(-0), '-0')
  })

  test('formatHumanDouble agrees with every recorded number', () => {
    for (const [bits, text] of recorded.coordinates) {
      assert.equal(formatHumanDouble(fromBits(bits!)), text)
    }
  })
})

test('parseDouble and parseScoreBound cost linear time, also for what is refused', () => {
  const long = '1'.repeat(3_000_000)
  assert.equal(parseDouble(`${long}x`), undefined)
  assert.equal(parseScoreBound(`.${long}x`), undefined)
  assert.equal(parseDouble(`0x.${long}p-4x`), undefined)
  assert.equal(parseDouble(`0x1.${'0'.repeat(3_000_000)}p4`), 16)
})
