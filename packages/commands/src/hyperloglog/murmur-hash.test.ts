import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { test } from 'vitest'
import { murmurHash } from './murmur-hash.ts'
import { observe } from './observe.ts'

const M = 0xc6a4a7935bd1e995n
const wrap = (value: bigint): bigint => BigInt.asUintN(64, value)

/** MurmurHash64A as its author wrote it, on bigints. */
function naiveHash(bytes: Bytes): bigint {
  const word = (at: number, length: number): bigint => {
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes.charCodeAt(at + i))
    return value
  }
  let h = 0xadc83b19n ^ wrap(BigInt(bytes.length) * M)
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) {
    let k = wrap(word(at, 8) * M)
    k = wrap((k ^ (k >> 47n)) * M)
    h = wrap((h ^ k) * M)
  }
  if (whole < bytes.length) h = wrap((h ^ word(whole, bytes.length - whole)) * M)
  h = wrap((h ^ (h >> 47n)) * M)
  return h ^ (h >> 47n)
}

function element(n: number): Bytes {
  let text = ''
  for (let i = 0; i < n % 37; i++) text += String.fromCharCode(Math.imul(n + i, 2654435761) >>> 24)
  return ascii(text + n)
}

test('the hash is MurmurHash64A, for every length', () => {
  for (let n = 0; n < 2000; n++) {
    const { high, low } = murmurHash(element(n))
    const hash = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
    assert.equal(hash, naiveHash(element(n)), `element ${n}`)
  }
  assert.notEqual(naiveHash(ascii('')), naiveHash(ascii('\0')))
})

test('the lowest 14 bits choose the register, the zeros above them are counted', () => {
  for (let n = 0; n < 5000; n++) {
    const hash = naiveHash(element(n))
    let rest = (hash >> 14n) | (1n << 50n)
    let count = 1
    for (; (rest & 1n) === 0n; rest >>= 1n) count++
    assert.deepEqual(observe(element(n)), { register: Number(hash & 16383n), count })
  }
})
