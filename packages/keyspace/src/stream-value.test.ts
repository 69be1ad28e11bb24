import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits, streamIdOf } from '@resident/storage'
import { describe, test } from 'vitest'
import type { ConsumerGroup } from './consumer-group.ts'
import { dice } from './recorded-keyspace.ts'
import { StreamValue } from './stream-value.ts'

const NOW = 1_700_000_000_000
const GROUP = ascii('g')

for (const [engine, { stream: newLog }] of Object.entries({ mapEngine, btreeEngine })) {
  describe(`a stream of ${engine}`, () => {
    const stream = (): StreamValue => new StreamValue(newLog(defaultLimits()))

    test('weighs what it did before, when its groups have gone again', () => {
      const value = stream()
      value.append(streamIdOf(1, 1), [ascii('f'), ascii('v')])
      const before = value.bytes
      const group = value.addGroup(GROUP, streamIdOf(0, 0), 0)
      const consumer = group.addConsumer(ascii('a consumer'), NOW)
      const alone = value.bytes
      assert.ok(alone > before)
      group.assign(streamIdOf(1, 1), consumer, NOW, 1)
      assert.ok(value.bytes > alone)
      group.release(streamIdOf(1, 1))
      assert.equal(value.bytes, alone)
      group.assign(streamIdOf(1, 1), consumer, NOW, 1)
      assert.equal(group.deleteConsumer(consumer), 1)
      group.assign(streamIdOf(1, 1), group.addConsumer(ascii('other'), NOW), NOW, 1)
      value.deleteGroup(GROUP)
      assert.equal(value.bytes, before)
    })

    test('has a clone with groups of its own', () => {
      const value = stream()
      value.append(streamIdOf(1, 1), [ascii('f'), ascii('v')])
      value.append(streamIdOf(2, 1), [ascii('f'), ascii('v')])
      value.delete(streamIdOf(2, 1))
      const group = value.addGroup(GROUP, streamIdOf(1, 1), 1)
      group.assign(streamIdOf(1, 1), group.addConsumer(ascii('c'), NOW), NOW, 3)
      const copy = value.clone()
      assert.equal(copy.bytes, value.bytes)

      group.release(streamIdOf(1, 1))
      group.addConsumer(ascii('d'), NOW)
      value.append(streamIdOf(3, 1), [ascii('f'), ascii('v')])
      const theirs = copy.groups.get(GROUP) as ConsumerGroup
      assert.deepEqual([...theirs.consumers.keys()], ['c'])
      assert.equal(theirs.pending.get(streamIdOf(1, 1))?.deliveryCount, 3)
      assert.deepEqual([copy.length, copy.lastId], [1, streamIdOf(2, 1)])
      assert.deepEqual([copy.entriesAdded, copy.maxDeletedId], [2, streamIdOf(2, 1)])
    })
  })
}

describe('a group', () => {
  test('and its consumers agree on what is pending, whatever becomes of it', () => {
    const roll = dice(5)
    const value = new StreamValue(mapEngine.stream(defaultLimits()))
    const empty = value.bytes
    const group = value.addGroup(GROUP, streamIdOf(0, 0), 0)
    for (let step = 0; step < 3000; step++) {
      const name = ascii(`c${roll(4)}`)
      const consumer = group.consumers.get(name) ?? group.addConsumer(name, NOW)
      const id = streamIdOf(roll(50), 0)
      if (roll(40) === 0) group.deleteConsumer(consumer)
      else if (roll(3) === 0) group.release(id)
      else group.assign(id, consumer, NOW, step)
      assertAgreed(group)
    }
    value.deleteGroup(GROUP)
    assert.equal(value.bytes, empty)
  })
})

function assertAgreed({ pending, consumers }: ConsumerGroup): void {
  let owned = 0
  for (const consumer of consumers.values()) {
    owned += consumer.pending.size
    for (const [id, entry] of consumer.pending) {
      assert.equal(entry.consumer, consumer)
      assert.equal(pending.get(id), entry)
    }
  }
  assert.equal(owned, pending.size)
}
