import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { test } from 'vitest'
import { ReplyError, type Value, ValueWriter } from './index.ts'

const b = (text: string): Bytes => text as Bytes

function said(say: (writer: ValueWriter) => void, resp: 2 | 3 = 3): Value[] {
  const writer = new ValueWriter()
  writer.resp = resp
  say(writer)
  return writer.take()
}

const words: Record<string, [say: (writer: ValueWriter) => void, resp2: Value, resp3: Value]> = {
  status: [(w) => w.status('OK'), b('OK'), b('OK')],
  integer: [(w) => w.integer(7), 7, 7],
  'integer of 64 bits': [
    (w) => w.integer(9223372036854775807n),
    9223372036854775807n,
    9223372036854775807n,
  ],
  double: [(w) => w.double(3.1), b('3.1000000000000001'), 3.1],
  bulk: [(w) => w.bulk(b('\xff')), b('\xff'), b('\xff')],
  'bulk of a number': [(w) => w.bulk(12), b('12'), b('12')],
  null: [(w) => w.null(), null, null],
  nullArray: [(w) => w.nullArray(), null, null],
  boolean: [(w) => w.boolean(true), 1, true],
  bigNumber: [
    (w) => w.bigNumber(b('123456789012345678901')),
    b('123456789012345678901'),
    123456789012345678901n,
  ],
  verbatim: [(w) => w.verbatim('txt', b('hi')), b('hi'), b('hi')],
  'empty array': [(w) => w.array(0), [], []],
  'empty map': [(w) => w.map(0), [], new Map()],
}

for (const [name, [say, resp2, resp3]] of Object.entries(words)) {
  test(`${name} becomes a value`, () => {
    assert.deepEqual(said(say, 2), [resp2])
    assert.deepEqual(said(say, 3), [resp3])
  })
}

test('an error is a value that knows its code', () => {
  const [value] = said((writer) => writer.error('WRONGTYPE', 'Operation\r\nnot allowed'))
  assert.ok(value instanceof ReplyError)
  assert.ok(value instanceof Error)
  assert.equal(value.code, 'WRONGTYPE')
  assert.equal(value.message, 'WRONGTYPE Operation  not allowed')
})

const nested = (writer: ValueWriter): void => {
  writer.array(3)
  writer.map(1)
  writer.bulk(b('k'))
  writer.set(1)
  writer.integer(1)
  writer.pairs(1)
  writer.pair()
  writer.bulks((say) => say(b('m')))
  writer.double(2)
  writer.array(0)
}

test('aggregates nest: maps are Maps and couples are arrays of two', () => {
  assert.deepEqual(said(nested), [[new Map([[b('k'), [1]]]), [[b('m'), 2]], []]])
})

test('aggregates nest: where RESP2 is expected all are flat arrays', () => {
  assert.deepEqual(said(nested, 2), [[[b('k'), [1]], [b('m'), b('2')], []]])
})

test('several replies to one command are several values', () => {
  const values = said((writer) => {
    for (const channel of ['a', 'b']) {
      writer.push(2)
      writer.bulk(b('subscribe'))
      writer.bulk(b(channel))
    }
  })
  assert.deepEqual(values, [
    [b('subscribe'), b('a')],
    [b('subscribe'), b('b')],
  ])
})

test('deferred aggregates take the length that they are told at the end', () => {
  const values = said((writer) => {
    writer.deferred()
    writer.deferred()
    writer.integer(1)
    writer.integer(2)
    writer.end('map', 1)
    writer.end('array', 1)
  })
  assert.deepEqual(values, [[new Map([[1, 2]])]])
})

test('a deferred aggregate whose length is wrong is a bug, and says so', () => {
  assert.throws(
    () =>
      said((writer) => {
        writer.deferred()
        writer.integer(1)
        writer.end('array', 2)
      }),
    /A reply of 2 elements has 1/,
  )
})

test('rollback forgets what came after the mark, also that it completed an aggregate', () => {
  const values = said((writer) => {
    writer.status('OK')
    writer.array(2)
    writer.integer(1)
    const mark = writer.mark()
    writer.integer(2)
    writer.integer(3)
    writer.rollback(mark)
    writer.error('ERR', 'internal error')
  })
  assert.equal(values.length, 2)
  const [status, [one, error]] = values as [Value, [Value, Value]]
  assert.equal(status, 'OK')
  assert.equal(one, 1)
  assert.ok(error instanceof ReplyError)
})

test('rollback to a place with nothing open forgets what was opened since', () => {
  const values = said((writer) => {
    const mark = writer.mark()
    writer.array(2)
    writer.deferred()
    writer.integer(3)
    writer.rollback(mark)
    writer.integer(4)
  })
  assert.deepEqual(values, [4])
})

test('an attribute is dropped: its reply is what counts', () => {
  const values = said((writer) => {
    writer.array(2)
    writer.attribute(1)
    writer.bulk(ascii('popularity'))
    writer.array(2)
    writer.integer(1)
    writer.integer(2)
    writer.integer(3)
    writer.integer(4)
  })
  assert.deepEqual(values, [[3, 4]])
})
