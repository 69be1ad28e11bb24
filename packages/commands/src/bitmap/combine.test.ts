import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { type BitOperation, combine, invert } from './combine.ts'

const naive: Record<BitOperation, (a: number, b: number) => number> = {
  AND: (a, b) => a & b,
  OR: (a, b) => a | b,
  XOR: (a, b) => a ^ b,
}

/** Runs of bytes of unlike length, some of them at odd places in memory. */
const sources = [37, 0, 64, 5].map((length, i) =>
  Uint8Array.from({ length: length + i }, (_, at) => (at * 37 + i * 91) & 255).subarray(i),
)

for (const operation of ['AND', 'OR', 'XOR'] as const) {
  test(`${operation} takes shorter sources to go on with zeros`, () => {
    for (let count = 1; count <= sources.length; count++) {
      const taken = sources.slice(0, count)
      const length = Math.max(...taken.map((each) => each.length))
      const expected = Array.from({ length }, (_, at) =>
        taken.map((each) => each[at] ?? 0).reduce(naive[operation]),
      )
      assert.deepEqual([...combine(operation, taken)], expected)
    }
  })
}

test('NOT turns every bit and leaves its source alone', () => {
  for (const source of sources) {
    const before = [...source]
    assert.deepEqual(
      [...invert(source)],
      before.map((byte) => byte ^ 255),
    )
    assert.deepEqual([...source], before)
  }
})
