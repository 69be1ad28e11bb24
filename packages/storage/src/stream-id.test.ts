import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import {
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  previousStreamId,
  streamIdMs,
  streamIdOf,
  streamIdSeq,
} from './stream-id.ts'

const MOST = (1n << 64n) - 1n
const PARTS = [
  0n,
  1n,
  255n,
  256n,
  1n << 31n,
  (1n << 32n) - 1n,
  1n << 32n,
  (1n << 53n) - 1n,
  1n << 53n,
  (1n << 53n) + 1n,
  1n << 63n,
  MOST,
]

describe('a stream id', () => {
  test('gives back its parts, as numbers where these are exact', () => {
    for (const ms of PARTS) {
      for (const seq of PARTS) {
        const id = streamIdOf(ms, seq)
        assert.equal(BigInt(streamIdMs(id)), ms)
        assert.equal(BigInt(streamIdSeq(id)), seq)
        assert.equal(typeof streamIdMs(id), ms < 1n << 53n ? 'number' : 'bigint')
        assert.equal(formatStreamId(id), `${ms}-${seq}`)
        if (ms < 1n << 53n) assert.equal(streamIdOf(Number(ms), seq), id)
      }
    }
  })

  test('compares as its parts do', () => {
    const ids = PARTS.flatMap((ms) => PARTS.map((seq) => streamIdOf(ms, seq)))
    assert.deepEqual([...ids].reverse().sort(), ids)
    assert.equal(ids[0], MIN_STREAM_ID)
    assert.equal(ids.at(-1), MAX_STREAM_ID)
  })

  test('has a next and a previous one, over the border of its parts', () => {
    assert.equal(nextStreamId(streamIdOf(5, 7)), streamIdOf(5, 8))
    assert.equal(nextStreamId(streamIdOf(5, MOST)), streamIdOf(6, 0))
    assert.equal(nextStreamId(MAX_STREAM_ID), undefined)
    assert.equal(previousStreamId(streamIdOf(5, 7)), streamIdOf(5, 6))
    assert.equal(previousStreamId(streamIdOf(5, 0)), streamIdOf(4, MOST))
    assert.equal(previousStreamId(MIN_STREAM_ID), undefined)
  })
})
