import { strict as assert } from 'node:assert'
import { type Bytes, toBuffer } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits } from '@resident/storage'
import { test } from 'vitest'
import { dice } from '../testing/dice.ts'
import { fixtures, fromBase64 } from '../testing/fixtures.ts'
import { ignoreFile } from '../testing/ignore-file.ts'
import { mutate } from '../testing/mutate.ts'
import { oldPayloads } from '../testing/old-payloads.ts'
import { decodePayload, encodePayload, RdbFileReader } from './index.ts'

const MUTATIONS = 120_000
const limits = defaultLimits()
const payloads: Bytes[] = [
  ...Object.values(fixtures.payloads).map(fromBase64),
  ...Object.values(oldPayloads),
].filter((payload) => payload.length < 3000)

test(`${MUTATIONS} payloads with a right footer and wrong bytes are refused, or hold a value`, () => {
  const roll = dice(20261121)
  const seen = { accepted: 0, format: 0, footer: 0 }
  for (let i = 0; i < MUTATIONS; i++) {
    const payload = mutate(payloads[roll(payloads.length)] as Bytes, roll)
    const { value, refusal } = decodePayload(payload, mapEngine, limits)
    if (value !== undefined) {
      const again = decodePayload(encodePayload(value, limits), mapEngine, limits)
      assert.equal(again.refusal, undefined)
    }
    seen[refusal ?? 'accepted']++
  }
  assert.equal(seen.footer, 0)
  assert.ok(seen.format > MUTATIONS / 3 && seen.accepted > MUTATIONS / 20, JSON.stringify(seen))
})

test('every truncation of a payload is refused', () => {
  for (const payload of payloads) {
    for (let length = 0; length < payload.length; length += 1 + (payload.length >> 7)) {
      const cut = payload.substring(0, length) as Bytes
      assert.notEqual(decodePayload(cut, mapEngine, limits).refusal, undefined)
    }
  }
})

test('a file with wrong bytes is refused, or told as if they were right', () => {
  const roll = dice(7)
  const file = toBuffer(fromBase64(fixtures.files[0]?.file as string))
  for (let i = 0; i < 150; i++) {
    const damaged = Buffer.from(file)
    for (let left = roll(3); left >= 0; left--) damaged[roll(damaged.length)] = roll(256)
    const reader = new RdbFileReader(ignoreFile, { engine: mapEngine, limits })
    reader.push(damaged)
    if (!damaged.equals(file)) assert.notEqual(reader.end(), undefined)
  }
})
