import { strict as assert } from 'node:assert'
import { ascii, type Bytes, toBuffer } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits, type Engine } from '@resident/storage'
import { describe, test } from 'vitest'
import { build } from '../testing/build.ts'
import { cases } from '../testing/cases.ts'
import { fixtures, fromBase64, type RecordedFile, type RecordedKey } from '../testing/fixtures.ts'
import { ignoreFile } from '../testing/ignore-file.ts'
import { crc64 } from './crc64.ts'
import {
  decodePayload,
  encodePayload,
  type RdbFileHandler,
  RdbFileReader,
  type RdbFileRefusal,
  RdbFileWriter,
  type RdbKeyFacts,
  type RdbValue,
} from './index.ts'

const limits = defaultLimits()
const INFO = { redisVersion: ascii('7.0.15'), createdAt: 1700000000, usedMemory: 1000000 }

interface ReadKey {
  db: number
  key: Bytes
  value: RdbValue
  facts: RdbKeyFacts
}

/** Notes all it is told. */
class Notes implements RdbFileHandler {
  readonly remarks: Record<string, string> = {}
  readonly libraries: Bytes[] = []
  readonly keys: ReadKey[] = []
  readonly hints: [number, number, number][] = []
  #db = 0

  aux(name: Bytes, value: Bytes): void {
    this.remarks[name] = value
  }

  library(code: Bytes): void {
    this.libraries.push(code)
  }

  database(index: number): void {
    this.#db = index
  }

  sizes(keys: number, expires: number): void {
    this.hints.push([this.#db, keys, expires])
  }

  key(key: Bytes, value: RdbValue, facts: RdbKeyFacts): void {
    this.keys.push({ db: this.#db, key, value, facts })
  }
}

function read(file: Uint8Array, piece = file.length): { notes: Notes; refusal?: RdbFileRefusal } {
  const notes = new Notes()
  const reader = new RdbFileReader(notes, { engine: mapEngine, limits })
  for (let at = 0; at < file.length; at += piece) reader.push(file.subarray(at, at + piece))
  const refusal = reader.end()
  return refusal === undefined ? { notes } : { notes, refusal }
}

function contentOf(recorded: RecordedFile): Buffer {
  return toBuffer(fromBase64(recorded.file))
}

function payloadOf({ key, payload }: RecordedKey): Bytes {
  return fromBase64(payload ?? (fixtures.payloads[key] as string))
}

/** Values are compared by what they would be dumped as, once they have been made in one way. */
function normal(payload: Bytes): Bytes {
  return encodePayload(decodePayload(payload, mapEngine, limits).value as RdbValue, limits)
}

describe('RdbFileReader', () => {
  for (const recorded of fixtures.files) {
    for (const piece of [1 << 20, 4096, 61, 1]) {
      test(`a file of Redis under ${recorded.policy} is read in pieces of ${piece}`, () => {
        const { notes, refusal } = read(contentOf(recorded), piece)
        assert.equal(refusal, undefined)
        assert.equal(notes.remarks['redis-ver'], '7.0.15')
        assert.deepEqual(notes.libraries, [recorded.library])
        assert.deepEqual(
          notes.keys.map(({ key }) => key).sort(),
          recorded.keys.map(({ key }) => key).sort(),
        )
        for (const expected of recorded.keys) assertRead(notes, expected, recorded.policy)
      })
    }
  }

  test('a file says how many keys each database has', () => {
    const recorded = fixtures.files[0] as RecordedFile
    for (const [db, keys, expires] of read(contentOf(recorded)).notes.hints) {
      const there = recorded.keys.filter((each) => each.db === db)
      assert.equal(keys, there.length)
      assert.equal(expires, there.filter(({ expireAt }) => expireAt != null).length)
    }
  })

  const refusals: Record<string, [file: string, RdbFileRefusal['reason']]> = {
    'an empty file': ['', 'short'],
    'a file with another signature': ['RUBIS0010\xff', 'signature'],
    'a file of Redis 7.2': ['REDIS0011\xff', 'version'],
    'a file without a version': ['REDISabcd\xff', 'version'],
    'a file of version 0': ['REDIS0000\xff', 'version'],
    'a file that ends before its end': ['REDIS0010\xfa\x01a', 'short'],
    'a file with a type of Redis 7.2': ['REDIS0010\x14\x01k\x01v', 'damaged'],
    'a file with a module’s value': ['REDIS0010\x07\x01k\x00', 'damaged'],
    'a file with a module’s remark': ['REDIS0010\xf7\x01', 'damaged'],
    'a file with a hash that has one field twice': [
      'REDIS0010\x04\x01k\x02\x01a\x00\x01a\x00',
      'damaged',
    ],
    'a file with a wrong checksum': ['REDIS0010\xff12345678', 'checksum'],
  }
  for (const [name, [file, reason]] of Object.entries(refusals)) {
    test(`${name} is refused`, () => {
      for (const piece of [1, 1000]) {
        assert.equal(read(Buffer.from(file, 'latin1'), piece).refusal?.reason, reason)
      }
    })
  }

  test('a refusal tells where the record begins that could not be read', () => {
    const file = Buffer.from('REDIS0010\x00\x01k\x01v\x14\x01k\x01v', 'latin1')
    assert.equal(read(file).refusal?.offset, 14)
  })

  test('a file without a checksum is believed, and so is any if it is not to be compared', () => {
    assert.equal(read(Buffer.from(`REDIS0010\xff${'\0'.repeat(8)}`, 'latin1')).refusal, undefined)
    const options = { engine: mapEngine, limits, checksum: false }
    const reader = new RdbFileReader(ignoreFile, options)
    assert.equal(reader.push(Buffer.from('REDIS0010\xff12345678', 'latin1')), undefined)
    assert.equal(reader.end(), undefined)
  })

  test('a file before version 5 has no checksum, and deadlines in seconds', () => {
    const file = Buffer.from('REDIS0003\xfd\x00\x00\x00\x01\x00\x01k\x01v\xff', 'latin1')
    const { notes, refusal } = read(file)
    assert.equal(refusal, undefined)
    assert.deepEqual(
      notes.keys.map(({ facts }) => facts.expireAt),
      [16777216000],
    )
  })

  test('a collection without elements is skipped, and what was said of it', () => {
    const content = Buffer.from('REDIS0010\xf9\x07\x04\x01k\x00\x00\x01l\x01v\xff', 'latin1')
    const checksum = Buffer.alloc(8)
    checksum.writeBigUInt64LE(crc64(content))
    const { notes, refusal } = read(Buffer.concat([content, checksum]))
    assert.equal(refusal, undefined)
    assert.deepEqual(notes.keys, [{ db: 0, key: 'l', value: 'v', facts: {} }])
  })

  test('what comes after the end is ignored', () => {
    const file = contentOf(fixtures.files[0] as RecordedFile)
    const { refusal } = read(Buffer.concat([file, Buffer.from('*1\r\n$4\r\nPING\r\n')]))
    assert.equal(refusal, undefined)
  })

  test('a great value that comes in small pieces is not read again for each', () => {
    const writer = new RdbFileWriter({ limits, compress: false })
    writer.begin(INFO)
    const list = mapEngine.list(limits)
    for (let i = 0; i < 100_000; i++) list.push('tail', ascii(`element ${i}`))
    writer.key(ascii('k'), list, {})
    writer.end()
    let made = 0
    const engine: Engine = {
      ...mapEngine,
      list: (given) => {
        made++
        return mapEngine.list(given)
      },
    }
    const reader = new RdbFileReader(ignoreFile, { engine, limits })
    const file = writer.take()
    for (let at = 0; at < file.length; at += 512) reader.push(file.subarray(at, at + 512))
    assert.equal(reader.end(), undefined)
    assert.ok(made > 1 && made < 20, `tried ${made} times`)
  })
})

describe('RdbFileWriter', () => {
  test('what it writes is what Redis writes', () => {
    const recorded = fixtures.files[2] as RecordedFile
    const { notes } = read(contentOf(recorded))
    const writer = new RdbFileWriter({ limits })
    const { remarks } = notes
    const usedMemory = Number(remarks['used-mem'])
    writer.begin({ redisVersion: ascii('7.0.15'), createdAt: Number(remarks.ctime), usedMemory })
    for (const code of notes.libraries) writer.library(code)
    for (const [db, keys, expires] of notes.hints) {
      writer.database(db, keys, expires)
      for (const each of notes.keys) {
        if (each.db === db) writer.key(each.key, each.value, each.facts)
      }
    }
    writer.end()
    assert.equal(Buffer.from(writer.take()).toString('hex'), contentOf(recorded).toString('hex'))
  })

  test('what it writes is read again, however often it is taken', () => {
    const writer = new RdbFileWriter({ limits })
    const pieces: Uint8Array[] = []
    writer.begin(INFO)
    writer.library(ascii('#!lua name=a'))
    writer.database(3, 2, 1)
    for (const [name, commands] of Object.entries(cases)) {
      const value = build(commands)
      if (value !== undefined) writer.key(ascii(name), value, { expireAt: 1, idle: 2 ** 33 })
      if (name.length % 3 === 0) pieces.push(writer.take())
    }
    writer.end()
    assert.ok(writer.waiting > 0)
    pieces.push(writer.take())
    assert.equal(writer.waiting, 0)
    const { notes, refusal } = read(Buffer.concat(pieces))
    assert.equal(refusal, undefined)
    assert.deepEqual(notes.remarks, {
      'redis-ver': '7.0.15',
      'redis-bits': '64',
      ctime: '1700000000',
      'used-mem': '1000000',
      'aof-base': '0',
    })
    assert.ok(notes.keys.length > 80)
    for (const { db, key, value, facts } of notes.keys) {
      assert.equal(db, 3)
      assert.deepEqual(facts, { expireAt: 1, idle: 2 ** 33 })
      const expected = encodePayload(build(cases[key] as string[][]) as RdbValue, limits)
      assert.equal(encodePayload(value, limits), normal(expected))
    }
  })

  test('the checksum is zero if there is to be none', () => {
    const writer = new RdbFileWriter({ limits, checksum: false })
    writer.begin(INFO)
    writer.end()
    assert.deepEqual(
      Buffer.from(writer.take().subarray(-9)),
      Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 0]),
    )
  })
})

function assertRead(notes: Notes, expected: RecordedKey, policy: string): void {
  const found = notes.keys.find(({ key }) => key === expected.key)
  assert.ok(found)
  assert.equal(found.db, expected.db)
  assert.equal(found.facts.expireAt, expected.expireAt)
  assert.equal(found.facts.idle !== undefined, policy === 'allkeys-lru')
  assert.equal(found.facts.frequency !== undefined, policy === 'allkeys-lfu')
  assert.equal(encodePayload(found.value, limits), normal(payloadOf(expected)))
}
