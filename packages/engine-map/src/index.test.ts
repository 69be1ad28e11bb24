import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { defaultLimits } from '@resident/storage'
import { engineSuite } from '@resident/storage/testing'
import { test } from 'vitest'
import { mapEngine } from './index.ts'

engineSuite({ test, engine: mapEngine })

test('set: one that was an intset weighs what one weighs that never was', () => {
  const members = ['1', '-70000', 'text'].map(ascii)
  const converted = mapEngine.set(defaultLimits())
  for (const member of members) converted.add(member)
  const other = mapEngine.set(defaultLimits())
  for (const member of members.reverse()) other.add(member)
  assert.equal(converted.encoding, 'hashtable')
  assert.equal(converted.bytes, other.bytes)
})
