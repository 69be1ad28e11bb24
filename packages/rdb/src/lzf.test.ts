import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { dice } from '../testing/dice.ts'
import { DAMAGED } from './damage.ts'
import { lzfCompress, lzfDecompress } from './lzf.ts'

/** Bytes that repeat themselves more or less. */
function compressible(length: number, roll: (sides: number) => number): Buffer {
  const bytes = Buffer.alloc(length)
  const letters = 1 + roll(6)
  for (let at = 0; at < length; at++) {
    const back = 1 + roll(Math.max(at, 1))
    if (at > 0 && roll(3) > 0) {
      for (let left = roll(300); left > 0 && at < length; left--) {
        bytes[at] = bytes[at - back] as number
        at++
      }
    }
    if (at < length) bytes[at] = roll(letters === 1 ? 256 : letters)
  }
  return bytes
}

describe('lzf', () => {
  test('what was compressed comes back', () => {
    const roll = dice(3)
    let compressedOnes = 0
    for (let round = 0; round < 3000; round++) {
      const bytes = compressible(round < 2000 ? 1 + roll(100) : 1 + roll(30000), roll)
      const compressed = lzfCompress(bytes, bytes.length)
      if (compressed === undefined) continue
      compressedOnes++
      assert.ok(compressed.length <= bytes.length)
      assert.deepEqual(lzfDecompress(compressed, bytes.length), bytes)
    }
    assert.ok(compressedOnes > 1000)
  })

  test('what does not fit into the room given is not compressed', () => {
    const bytes = Buffer.from('abcabcabcabcabcabcabcabcabc')
    const length = lzfCompress(bytes, bytes.length)?.length as number
    assert.ok(length < bytes.length)
    assert.equal(lzfCompress(bytes, length - 1), undefined)
  })

  test('what one string left behind does not show in the next', () => {
    const bytes = Buffer.from('one two three one two three one two three')
    const first = lzfCompress(bytes, bytes.length)
    lzfCompress(Buffer.from(`x${bytes}`), 1000)
    assert.deepEqual(lzfCompress(bytes, bytes.length), first)
  })

  test('damaged bytes give the length that was asked for, or are refused', () => {
    const roll = dice(4)
    for (let round = 0; round < 20000; round++) {
      const damaged = Buffer.from(Array.from({ length: roll(30) }, () => roll(256)))
      const length = roll(400)
      try {
        assert.equal(lzfDecompress(damaged, length).length, length)
      } catch (thrown) {
        assert.equal(thrown, DAMAGED)
      }
    }
  })

  test('a length that the bytes cannot stand for is refused before memory is taken', () => {
    assert.throws(
      () => lzfDecompress(Buffer.alloc(10), 2 ** 40),
      (thrown) => thrown === DAMAGED,
    )
  })
})
