import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { describe, test } from 'vitest'
import { fixtures, fromBase64 } from '../testing/fixtures.ts'
import { withFooter } from '../testing/with-footer.ts'
import { decodeFunctions, encodeFunctions } from './index.ts'

const LIBRARY = ascii(fixtures.files[0]?.library as string)

describe('functions', () => {
  test('encodeFunctions gives what FUNCTION DUMP gives', () => {
    assert.equal(encodeFunctions([LIBRARY]), fromBase64(fixtures.functions))
  })

  test('decodeFunctions gives the code of every library', () => {
    assert.deepEqual(decodeFunctions(fromBase64(fixtures.functions)).libraries, [LIBRARY])
    const two = [LIBRARY, ascii(`${LIBRARY}\n-- again`)]
    assert.deepEqual(decodeFunctions(encodeFunctions(two)).libraries, two)
    assert.deepEqual(decodeFunctions(encodeFunctions([])).libraries, [])
  })

  test('a library of a release candidate gets its first line', () => {
    const old = withFooter(Buffer.from('\xf6\x01n\x03LUA\x01\x04what\x04code', 'latin1'))
    assert.deepEqual(decodeFunctions(old).libraries, ['#!LUA name=n\ncode'])
  })

  test('what is no payload of functions is refused, each for its reason', () => {
    assert.equal(decodeFunctions(ascii('no')).refusal, 'footer')
    assert.equal(decodeFunctions(withFooter(Buffer.from([0, 1, 97]))).refusal, 'type')
    assert.equal(decodeFunctions(withFooter(Buffer.from([0xf5, 0x7f]))).refusal, 'format')
  })
})
