import { strict as assert } from 'node:assert'
import { ascii, type Bytes, toBuffer } from '@resident/bytes'
import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import {
  defaultLimits,
  formatStreamId,
  type SetValue,
  type SortedSetValue,
} from '@resident/storage'
import { describe, test } from 'vitest'
import { build } from '../testing/build.ts'
import { cases, UNORDERED } from '../testing/cases.ts'
import { fixtures, fromBase64 } from '../testing/fixtures.ts'
import { oldPayloads } from '../testing/old-payloads.ts'
import { withFooter } from '../testing/with-footer.ts'
import { decodePayload, encodePayload, type RdbValue, type StreamRecord } from './index.ts'

const limits = defaultLimits()
const engines = { map: mapEngine, btree: { ...mapEngine, ...btreeEngine } }

function decoded(payload: Bytes, engine = mapEngine): RdbValue {
  const { value, refusal } = decodePayload(payload, engine, limits)
  assert.equal(refusal, undefined)
  return value as RdbValue
}

function body(hex: string): Bytes {
  return withFooter(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

function hex(bytes: Bytes): string {
  return toBuffer(bytes).toString('hex')
}

describe('encodePayload', () => {
  for (const [name, commands] of Object.entries(cases)) {
    const value = build(commands)
    if (value === undefined || UNORDERED.includes(name)) continue
    test(`${name} is what DUMP gives`, () => {
      const payload = fixtures.payloads[name] as string
      assert.equal(hex(encodePayload(value, limits)), hex(fromBase64(payload)))
    })
  }

  test('nothing is compressed if it is not to be', () => {
    const text = ascii('a'.repeat(1000))
    const payload = encodePayload(text, limits, false)
    assert.equal(payload.length, 1 + 2 + 1000 + 10)
    assert.equal(decoded(payload), text)
  })

  test('a list is cut into nodes as listMaxListpackSize says', () => {
    const list = build([['RPUSH', 'k', 'a', 'b', 'c']]) as RdbValue
    const nodes = (limit: number): number =>
      toBuffer(encodePayload(list, { ...limits, listMaxListpackSize: limit }))[1] as number
    assert.deepEqual([-1, 1, 2, 3, 0].map(nodes), [1, 3, 2, 1, 3])
  })
})

describe('decodePayload', () => {
  for (const [engineName, engine] of Object.entries(engines)) {
    for (const [name, recorded] of Object.entries(fixtures.payloads)) {
      test(`${name} comes back as it was, by the engine ${engineName}`, () => {
        const payload = fromBase64(recorded)
        const value = decoded(payload, engine)
        if (isSet(value)) assertSameMembers(value, cases[name] as string[][])
        else assert.equal(hex(encodePayload(value, limits)), hex(payload))
      })
    }
  }

  for (const [name, payload] of Object.entries(oldPayloads)) {
    test(`${name} of an earlier version becomes what Redis makes of it`, () => {
      const recorded = fixtures.old[name] as string
      const ours = encodePayload(decoded(payload), limits)
      assert.equal(hex(ours), hex(fromBase64(recorded)))
    })
  }

  test('groups come with their consumers and what those have not acknowledged', () => {
    const payload = fromBase64(fixtures.payloads['a stream with groups'] as string)
    const stream = decoded(payload) as StreamRecord
    assert.equal(stream.log.length, 8)
    assert.equal(formatStreamId(stream.lastId), '9-0')
    assert.equal(formatStreamId(stream.maxDeletedId), '3-0')
    assert.equal(stream.entriesAdded, 9)
    assert.deepEqual([...stream.groups.keys()], ['late', 'middle', 'workers'])
    assert.equal(stream.groups.get(ascii('middle'))?.entriesRead, undefined)

    const workers = stream.groups.get(ascii('workers'))
    assert.equal(workers?.entriesRead, 5)
    assert.equal(formatStreamId(workers.lastId), '5-0')
    assert.deepEqual([...workers.consumers.keys()], ['alice', 'bob', 'carol', 'idle'])
    const pending = [...workers.pending].map(([id, { consumer, deliveryCount }]) => {
      assert.equal(workers.consumers.get(consumer.name), consumer)
      return `${formatStreamId(id)} ${consumer.name} ${deliveryCount}`
    })
    assert.deepEqual(pending.sort(), ['1-0 bob 1', '3-0 bob 1', '4-0 carol 300', '5-0 alice 1'])
  })

  test('a score of minus zero stays one where the set is no listpack', () => {
    const fixture = fixtures.payloads['a sorted set with a long member'] as string
    const zset = decoded(fromBase64(fixture)) as SortedSetValue
    assert.ok(Object.is(zset.score(ascii('z'.repeat(65))), -0))
  })

  test('a string value that can be edited is written as any other', () => {
    const string = mapEngine.string(ascii('12345'))
    assert.equal(decoded(encodePayload(string, limits)), 12345)
  })

  test('a payload without a footer, or with a wrong one, is refused as such', () => {
    const good = encodePayload(ascii('hello'), limits)
    const later = Buffer.from(toBuffer(good))
    later[good.length - 10] = 11
    const wrong = ['', 'short', `x${good}`, `${good}x`, later.toString('latin1')]
    for (const payload of wrong) {
      assert.equal(decodePayload(ascii(payload), mapEngine, limits).refusal, 'footer')
    }
  })

  const damaged: Record<string, string> = {
    'nothing at all': '',
    'a module’s value': '07 00',
    'a type of Redis 7.2': '14 0161',
    'a length of a kind that there is not': '00 82',
    'an integer of a kind that there is not': '00 c4 00',
    'a string longer than the payload': '00 40ff 61',
    'a string of exabytes': '00 81 7fffffffffffffff 61',
    'an empty list': '01 00',
    'an empty set': '02 00',
    'an empty hash': '04 00',
    'an empty sorted set': '05 00',
    'a set with one member twice': '02 02 0161 0161',
    'a hash with one field twice': '04 02 0161 0162 0161 0163',
    'a sorted set with one member twice': `05 02 0161 ${'00'.repeat(8)} 0161 ${'00'.repeat(8)}`,
    'a score that is no number': '05 01 0161 000000000000f87f',
    'an old score that is no number': '03 01 0161 fd',
    'an old score that is text': '03 01 0161 03 616263',
    'an intset that falls': '0b 0c 02000000 02000000 0200 0100',
    'an intset without integers': '0b 08 02000000 00000000',
    'an intset of a width that there is not': '0b 0b 03000000 01000000 000000',
    'an empty listpack': '10 07 07000000 0000 ff',
    'a hash with a field and no value': '10 0a 0a000000 0100 8161 02 ff',
    'a listpack that tells a wrong size': '10 0d 0e000000 0200 8161 02 8162 02 ff',
    'a listpack that tells a wrong count': '10 0d 0d000000 0300 8161 02 8162 02 ff',
    'a listpack with a wrong backward length': '10 0d 0d000000 0200 8161 03 8162 02 ff',
    'a listpack with an entry longer than itself': '10 0d 0d000000 0200 8161 02 bf62 02 ff',
    'a list’s node of a kind that there is not': '12 01 03 0161',
    'a list of empty nodes': '12 01 02 07 07000000 0000 ff',
    'a stream that has entries but no nodes': '13 00 01 00 00 00 00 00 00 00 00',
    'compressed bytes that reach back before the beginning': '00 c3 05 05 0061 2010 00',
    'compressed bytes that tell a wrong length': '00 c3 02 03 0061',
    'compressed bytes that would be a gigabyte': '00 c3 04 80 40000000 e0ff0000',
  }
  for (const [name, payload] of Object.entries(damaged)) {
    test(`${name} is refused`, () => {
      assert.equal(decodePayload(body(payload), mapEngine, limits).refusal, 'format')
    })
  }
})

function isSet(value: RdbValue): value is SetValue {
  return typeof value === 'object' && value.type === 'set'
}

function assertSameMembers(set: SetValue, commands: string[][]): void {
  const expected = build(commands) as SetValue
  assert.equal(set.encoding, expected.encoding)
  assert.equal(set.length, expected.length)
  set.each((member) => assert.ok(expected.has(member)))
}
