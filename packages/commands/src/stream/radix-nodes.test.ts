import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { SeededRandom } from '@resident/keyspace'
import { defaultLimits, type StreamId, type StreamLog, streamIdOf } from '@resident/storage'
import { test } from 'vitest'
import { parseId } from '../args/stream-id.ts'
import { radixNodes } from './radix-nodes.ts'

/** A log with a node for each id. */
function logOf(ids: readonly StreamId[]): StreamLog {
  const log = mapEngine.stream({ ...defaultLimits(), streamNodeMaxEntries: 1 })
  for (const id of ids) log.append(id, [ascii('f'), ascii('v')])
  return log
}

/** The nodes of a radix tree of these keys, each without the bytes that led to it. */
function countNaively(keys: readonly string[]): number {
  const shared = sharedByAll(keys)
  if (keys.length < 2) return keys[0] === '' ? 1 : 2
  const branches = new Map<string, string[]>()
  for (const key of keys) {
    const first = key[shared] as string
    branches.set(first, [...(branches.get(first) ?? []), key.slice(shared + 1)])
  }
  let count = shared > 0 ? 2 : 1
  for (const branch of branches.values()) count += countNaively(branch)
  return count
}

function sharedByAll(keys: readonly string[]): number {
  const [first = ''] = keys
  let length = 0
  while (length < first.length && keys.every((key) => key[length] === first[length])) length++
  return length
}

test('a log without nodes has the root alone', () => {
  assert.equal(radixNodes(logOf([])), 1)
})

// Played at redis-server 7.0.15 with stream-node-max-entries 1.
const recorded: readonly { readonly nodes: number; readonly ids: readonly string[] }[] = [
  { nodes: 2, ids: ['1-1'] },
  { nodes: 4, ids: ['1-1', '1-2'] },
  { nodes: 8, ids: ['1-1', '2-1', '3-1'] },
  { nodes: 18, ids: ['1-1', '1-256', '1-257', '1-65536', '256-1', '256-65536'] },
  { nodes: 11, ids: ['0-1', '1-0', '72057594037927936-1', '144115188075855872-1'] },
  {
    nodes: 20,
    ids: [
      '1700000000000-0',
      '1700000000500-0',
      '1700000000500-1',
      '1700000001000-0',
      '1700000100000-0',
      '1700016777216-0',
      '1700016777217-0',
    ],
  },
  {
    nodes: 11,
    ids: [
      '1-1',
      '9223372036854775807-1',
      '18446744073709551615-1',
      '18446744073709551615-18446744073709551615',
    ],
  },
]

for (const { nodes, ids } of recorded) {
  test(`${ids.join(' ')} stand in a tree of ${nodes}`, () => {
    const parsed = ids.map((id) => parseId(ascii(id), 0) as StreamId)
    assert.equal(radixNodes(logOf(parsed)), nodes)
  })
}

test('nodes of a tree are counted as a tree would count them', () => {
  const random = new SeededRandom(9)
  for (let round = 0; round < 300; round++) {
    const ids = new Set<StreamId>()
    const spread = 2 ** (1 + random.below(30))
    for (let left = 1 + random.below(60); left > 0; left--) {
      ids.add(streamIdOf(1 + random.below(spread), random.below(1 + random.below(70_000))))
    }
    const sorted = [...ids].sort()
    assert.equal(radixNodes(logOf(sorted)), countNaively(sorted), `round ${round}`)
  }
})
