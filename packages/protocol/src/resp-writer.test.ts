import { strict as assert } from 'node:assert'
import type { Bytes } from '@resident/bytes'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { encodeReply, Output, type Reply, ReplyParser, RespWriter } from './index.ts'

const b = (text: string): Bytes => text as Bytes

function written(resp: 2 | 3, say: (writer: RespWriter) => void): string {
  const output = new Output()
  const writer = new RespWriter(output)
  writer.resp = resp
  say(writer)
  const { size } = output
  const wire = Buffer.concat(
    output
      .take()
      .map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)),
  )
  assert.equal(wire.length, size)
  assert.ok(output.isEmpty)
  return wire.toString('latin1')
}

const words: Record<string, [say: (writer: RespWriter) => void, resp2: string, resp3: string]> = {
  'status OK': [(w) => w.status('OK'), '+OK\r\n', '+OK\r\n'],
  'another status': [
    (w) => w.status('Background saving started'),
    '+Background saving started\r\n',
    '+Background saving started\r\n',
  ],
  error: [(w) => w.error('WRONGTYPE', 'no'), '-WRONGTYPE no\r\n', '-WRONGTYPE no\r\n'],
  'error with line breaks': [
    (w) => w.error('ERR', "'a\r\nb'\r\n"),
    "-ERR 'a  b'\r\n",
    "-ERR 'a  b'\r\n",
  ],
  integer: [(w) => w.integer(7), ':7\r\n', ':7\r\n'],
  'integer -1': [(w) => w.integer(-1), ':-1\r\n', ':-1\r\n'],
  'integer beyond the table': [
    (w) => w.integer(5_000_000_000),
    ':5000000000\r\n',
    ':5000000000\r\n',
  ],
  'integer of 64 bits': [
    (w) => w.integer(-9223372036854775808n),
    ':-9223372036854775808\r\n',
    ':-9223372036854775808\r\n',
  ],
  double: [(w) => w.double(3.1), '$18\r\n3.1000000000000001\r\n', ',3.1000000000000001\r\n'],
  'double inf': [(w) => w.double(Number.NEGATIVE_INFINITY), '$4\r\n-inf\r\n', ',-inf\r\n'],
  'double -0': [(w) => w.double(-0), '$2\r\n-0\r\n', ',-0\r\n'],
  bulk: [(w) => w.bulk(b('a\r\n\xff')), '$4\r\na\r\n\xff\r\n', '$4\r\na\r\n\xff\r\n'],
  'empty bulk': [(w) => w.bulk(b('')), '$0\r\n\r\n', '$0\r\n\r\n'],
  'bulk of a number': [(w) => w.bulk(-42), '$3\r\n-42\r\n', '$3\r\n-42\r\n'],
  'bulk of a bigint': [
    (w) => w.bulk(9223372036854775807n),
    '$19\r\n9223372036854775807\r\n',
    '$19\r\n9223372036854775807\r\n',
  ],
  'bulk of 2000 bytes': [
    (w) => w.bulk(b('x'.repeat(2000))),
    `$2000\r\n${'x'.repeat(2000)}\r\n`,
    `$2000\r\n${'x'.repeat(2000)}\r\n`,
  ],
  null: [(w) => w.null(), '$-1\r\n', '_\r\n'],
  nullArray: [(w) => w.nullArray(), '*-1\r\n', '_\r\n'],
  true: [(w) => w.boolean(true), ':1\r\n', '#t\r\n'],
  false: [(w) => w.boolean(false), ':0\r\n', '#f\r\n'],
  bigNumber: [(w) => w.bigNumber(b('123')), '$3\r\n123\r\n', '(123\r\n'],
  verbatim: [(w) => w.verbatim('txt', b('hi')), '$2\r\nhi\r\n', '=6\r\ntxt:hi\r\n'],
  array: [(w) => w.array(2), '*2\r\n', '*2\r\n'],
  'array of 1000': [(w) => w.array(1000), '*1000\r\n', '*1000\r\n'],
  map: [(w) => w.map(2), '*4\r\n', '%2\r\n'],
  set: [(w) => w.set(2), '*2\r\n', '~2\r\n'],
  push: [(w) => w.push(2), '*2\r\n', '>2\r\n'],
  'pairs and pair': [
    (w) => {
      w.pairs(1)
      w.pair()
      w.integer(1)
      w.integer(2)
    },
    '*2\r\n:1\r\n:2\r\n',
    '*1\r\n*2\r\n:1\r\n:2\r\n',
  ],
}

for (const [name, [say, resp2, resp3]] of Object.entries(words)) {
  test(`${name} in RESP2`, () => assert.equal(written(2, say), resp2))
  test(`${name} in RESP3`, () => assert.equal(written(3, say), resp3))
}

test('the protocol can change in the middle of a reply, as HELLO does', () => {
  const wire = written(2, (writer) => {
    writer.null()
    writer.resp = 3
    writer.null()
  })
  assert.equal(wire, '$-1\r\n_\r\n')
})

test('every integer up to beyond a million is written as JavaScript writes it', () => {
  for (let from = -1000; from < 1_002_000; from += 1000) {
    let expected = ''
    const wire = written(2, (writer) => {
      for (let n = from; n < from + 1000; n++) {
        writer.integer(n)
        expected += `:${n}\r\n`
      }
    })
    assert.equal(wire, expected)
  }
})

test('bulks in a row are what they are one by one, however short or long', () => {
  const lengths = [0, 1, 9, 10, 1023, 1024, 16_383, 16_384, 16_385, 70_000]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...lengths), { maxLength: 12 }), (row) => {
      const values = row.map((length, n) => b(String(n % 10).repeat(length)))
      const inRow = written(2, (w) =>
        w.bulks((say) => {
          for (const value of values) say(value)
        }),
      )
      const oneByOne = written(2, (w) => {
        for (const value of values) w.bulk(value)
      })
      assert.equal(inRow, oneByOne)
    }),
  )
})

describe('deferred aggregates', () => {
  for (const [as, resp2, resp3] of [
    ['array', '*1\r\n', '*1\r\n'],
    ['map', '*2\r\n', '%1\r\n'],
    ['set', '*1\r\n', '~1\r\n'],
    ['pairs', '*2\r\n', '*1\r\n'],
    ['push', '*1\r\n', '>1\r\n'],
  ] as const) {
    test(`get the header of ${as}`, () => {
      const say = (writer: RespWriter): void => {
        writer.integer(1)
        writer.deferred()
        writer.integer(2)
        writer.end(as, 1)
      }
      assert.equal(written(2, say), `:1\r\n${resp2}:2\r\n`)
      assert.equal(written(3, say), `:1\r\n${resp3}:2\r\n`)
    })
  }

  test('nest, with values large and small', () => {
    const large = 'L'.repeat(100_000)
    const wire = written(2, (writer) => {
      writer.integer(1)
      writer.deferred()
      writer.deferred()
      writer.bulk(b('a'))
      writer.bulk(b(large))
      writer.end('array', 2)
      writer.deferred()
      writer.deferred()
      writer.end('set', 0)
      writer.end('array', 1)
      writer.bulk(b(large))
      writer.end('array', 3)
      writer.integer(2)
    })
    const bulk = `$100000\r\n${large}\r\n`
    assert.equal(wire, `:1\r\n*3\r\n*2\r\n$1\r\na\r\n${bulk}*1\r\n*0\r\n${bulk}:2\r\n`)
  })
})

describe('rollback', () => {
  test('forgets what came after the mark', () => {
    const wire = written(2, (writer) => {
      writer.status('OK')
      const mark = writer.mark()
      writer.bulk(b('x'.repeat(200_000)))
      writer.deferred()
      writer.integer(1)
      writer.rollback(mark)
      writer.error('ERR', 'internal error')
    })
    assert.equal(wire, '+OK\r\n-ERR internal error\r\n')
  })

  test('leaves open what was open, and pieces that were cut before', () => {
    const large = 'L'.repeat(100_000)
    const wire = written(2, (writer) => {
      writer.bulk(b(large))
      writer.deferred()
      writer.integer(1)
      const mark = writer.mark()
      writer.deferred()
      writer.bulk(b(large))
      writer.integer(2)
      writer.rollback(mark)
      writer.integer(3)
      writer.end('array', 2)
    })
    assert.equal(wire, `$100000\r\n${large}\r\n*2\r\n:1\r\n:3\r\n`)
  })

  test('keeps messages that were pushed before anything else', () => {
    const push = (writer: RespWriter): void => {
      writer.push(2)
      writer.bulk(b('>\r\n'))
      writer.array(1)
      writer.null()
    }
    const wire = written(3, (writer) => {
      writer.status('OK')
      const mark = writer.mark()
      push(writer)
      push(writer)
      writer.bulk(b('x'.repeat(200_000)))
      writer.deferred()
      push(writer)
      writer.rollback(mark)
      writer.error('ERR', 'no such key')
    })
    const pushed = '>2\r\n$3\r\n>\r\n\r\n*1\r\n_\r\n'
    assert.equal(wire, `+OK\r\n${pushed}${pushed}-ERR no such key\r\n`)
  })

  test('in the common case costs no object: the mark is the text so far', () => {
    const writer = new RespWriter(new Output())
    writer.status('OK')
    assert.equal(writer.mark(), '+OK\r\n')
  })
})

const { reply } = fc.letrec<{ reply: Reply; entry: readonly [Reply, Reply] }>((tie) => ({
  entry: fc.tuple(tie('reply'), tie('reply')),
  reply: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'reply' },
    fc.record({
      type: fc.constant('bulk' as const),
      value: fc.oneof(fc.constantFrom('', '\r\n', 'x'.repeat(70_000)), fc.string()).map((text) => {
        return b(Buffer.from(text, 'utf8').toString('latin1'))
      }),
    }),
    fc.record({ type: fc.constant('integer' as const), value: fc.maxSafeInteger() }),
    fc.record({ type: fc.constant('null' as const) }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
    fc.record({
      type: fc.constantFrom('array' as const, 'set' as const),
      items: fc.array(tie('reply'), { maxLength: 5, depthIdentifier: 'reply' }),
    }),
    fc.record({
      type: fc.constant('map' as const),
      entries: fc.array(tie('entry'), { maxLength: 4, depthIdentifier: 'reply' }),
    }),
  ),
}))

function say(writer: RespWriter, reply: Reply, deferred: boolean): void {
  if (reply.type === 'bulk') writer.bulk(reply.value)
  else if (reply.type === 'integer') writer.integer(reply.value)
  else if (reply.type === 'null') writer.null()
  else if (reply.type === 'boolean') writer.boolean(reply.value)
  else if (reply.type === 'array' || reply.type === 'set' || reply.type === 'map') {
    const elements = reply.type === 'map' ? reply.entries.flat() : reply.items
    const length = reply.type === 'map' ? reply.entries.length : elements.length
    if (deferred) writer.deferred()
    else writer[reply.type](length)
    for (const each of elements) say(writer, each, deferred)
    if (deferred) writer.end(reply.type, length)
  }
}

test('what is said parses back to what was meant, deferred or not, also after a rollback', () => {
  fc.assert(
    fc.property(
      fc.array(reply, { maxLength: 4 }),
      reply,
      fc.boolean(),
      (replies, taken, deferred) => {
        const wire = written(3, (writer) => {
          for (const each of replies) {
            say(writer, each, deferred)
            const mark = writer.mark()
            say(writer, taken, deferred)
            writer.rollback(mark)
          }
        })
        const got: Reply[] = []
        new ReplyParser((each) => got.push(each)).push(Buffer.from(wire, 'latin1'))
        assert.deepEqual(got.map(encodeReply), replies.map(encodeReply))
      },
    ),
    { numRuns: 200 },
  )
})
