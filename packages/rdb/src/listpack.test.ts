import { strict as assert } from 'node:assert'
import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import { EMPTY_LISTPACK_BYTES, listpackEntryBytes } from '@resident/storage'
import { describe, test } from 'vitest'
import { dice } from '../testing/dice.ts'
import { DAMAGED } from './damage.ts'
import { type Entry, textOf } from './entries.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'

function write(texts: readonly string[]): Buffer {
  const listpack = new ListpackWriter()
  for (const text of texts) listpack.append(ascii(text))
  return listpack.finish()
}

function read(blob: Buffer): Entry[] {
  const listpack = new ListpackReader(blob)
  const entries: Entry[] = []
  while (listpack.more()) entries.push(listpack.next())
  return entries
}

const LENGTHS = [0, 1, 63, 64, 126, 127, 128, 4095, 4096, 16380, 16381, 16382, 2097145, 2097146]

describe('listpack', () => {
  test('strings of every kind of length come back, and take the room that storage reckons', () => {
    for (const length of LENGTHS) {
      const text = 'x'.repeat(length)
      const blob = write([text, 'end'])
      assert.deepEqual(read(blob).map(textOf), [text, 'end'])
      const reckoned = listpackEntryBytes(text) + listpackEntryBytes('end')
      assert.equal(blob.length, EMPTY_LISTPACK_BYTES + reckoned)
    }
  })

  test('integers of every width come back as integers', () => {
    for (let bit = 0; bit < 64; bit++) {
      for (const near of [-1n, 0n, 1n]) {
        for (const sign of [-1n, 1n]) {
          const text = String(BigInt.asIntN(64, sign * (1n << BigInt(bit)) + near))
          const blob = write([text])
          assert.deepEqual(read(blob), [parseStoredInteger(text)])
          assert.equal(blob.length, EMPTY_LISTPACK_BYTES + listpackEntryBytes(text))
        }
      }
    }
  })

  test('an integer given as a bigint is written as narrow as any', () => {
    const listpack = new ListpackWriter()
    listpack.appendInteger(-3n)
    assert.deepEqual(listpack.finish(), write(['-3']))
  })

  test('more entries than the header can tell are counted by walking', () => {
    const texts = Array.from({ length: 70000 }, (_, i) => String(i % 7))
    const blob = write(texts)
    assert.equal(blob.readUInt16LE(4), 65535)
    assert.equal(read(blob).length, 70000)
  })

  test('every truncation is refused', () => {
    const blob = write(['a', '1', '-5', '70000', 'x'.repeat(70), String(2n ** 60n)])
    for (let length = 0; length < blob.length; length++) {
      assert.throws(() => read(blob.subarray(0, length)), isDamage)
      const resized = Buffer.concat([blob.subarray(0, length), Buffer.from([0xff])])
      if (length < 6 || resized.length === blob.length) continue
      resized.writeUInt32LE(resized.length)
      assert.throws(() => read(resized), isDamage)
    }
  })

  test('a flipped bit is refused or read, and never more', () => {
    const roll = dice(9)
    const texts: Bytes[] = Array.from({ length: 40 }, (_, i) => ascii(`${i}`.repeat(roll(40))))
    const blob = write(texts)
    for (let bit = 0; bit < 8 * blob.length; bit++) {
      const flipped = Buffer.from(blob)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      try {
        assert.equal(read(flipped).length, texts.length)
      } catch (thrown) {
        assert.ok(isDamage(thrown), String(thrown))
      }
    }
  })
})

function isDamage(thrown: unknown): boolean {
  return thrown === DAMAGED
}
