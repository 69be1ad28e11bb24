import { strict as assert } from 'node:assert'
import type { Bytes } from '@resident/bytes'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { encodeReply, ProtocolError, type Reply, ReplyParser } from './index.ts'

const b = (text: string): Bytes => text as Bytes
const bulk = (text: string): Reply => ({ type: 'bulk', value: b(text) })
const integer = (value: number | bigint): Reply => ({ type: 'integer', value })

const cases: Record<string, { wire: string; replies: Reply[] }> = {
  status: { wire: '+OK\r\n', replies: [{ type: 'status', text: b('OK') }] },
  'an empty status': { wire: '+\r\n', replies: [{ type: 'status', text: b('') }] },
  error: { wire: '-ERR no\r\n', replies: [{ type: 'error', text: b('ERR no') }] },
  integers: {
    wire: ':0\r\n:-7\r\n:9223372036854775807\r\n',
    replies: [integer(0), integer(-7), integer(9223372036854775807n)],
  },
  bulks: { wire: '$0\r\n\r\n$4\r\na\r\n\xff\r\n', replies: [bulk(''), bulk('a\r\n\xff')] },
  'three kinds of null': {
    wire: '$-1\r\n*-1\r\n_\r\n',
    replies: [{ type: 'nullBulk' }, { type: 'nullArray' }, { type: 'null' }],
  },
  booleans: {
    wire: '#t\r\n#f\r\n',
    replies: [
      { type: 'boolean', value: true },
      { type: 'boolean', value: false },
    ],
  },
  doubles: {
    wire: ',3.1000000000000001\r\n,-inf\r\n',
    replies: [
      { type: 'double', text: b('3.1000000000000001') },
      { type: 'double', text: b('-inf') },
    ],
  },
  'a big number': {
    wire: '(1234567999999999999999999999999999999\r\n',
    replies: [{ type: 'bigNumber', digits: b('1234567999999999999999999999999999999') }],
  },
  'a verbatim string': {
    wire: '=29\r\ntxt:This is a verbatim\nstring\r\n',
    replies: [{ type: 'verbatim', format: b('txt'), text: b('This is a verbatim\nstring') }],
  },
  'a bulk error': {
    wire: '!6\r\nERR\r\nx\r\n',
    replies: [{ type: 'bulkError', text: b('ERR\r\nx') }],
  },
  'empty aggregates': {
    wire: '*0\r\n~0\r\n%0\r\n',
    replies: [
      { type: 'array', items: [] },
      { type: 'set', items: [] },
      { type: 'map', entries: [] },
    ],
  },
  'aggregates in aggregates': {
    wire: '*2\r\n*1\r\n~1\r\n:1\r\n%1\r\n+k\r\n*-1\r\n:2\r\n',
    replies: [
      {
        type: 'array',
        items: [
          { type: 'array', items: [{ type: 'set', items: [integer(1)] }] },
          { type: 'map', entries: [[{ type: 'status', text: b('k') }, { type: 'nullArray' }]] },
        ],
      },
      integer(2),
    ],
  },
  'a pushed reply before an answer': {
    wire: '>2\r\n$16\r\nserver-cpu-usage\r\n:42\r\n$1\r\na\r\n',
    replies: [{ type: 'push', items: [bulk('server-cpu-usage'), integer(42)] }, bulk('a')],
  },
  'an attribute and its reply': {
    wire: '|1\r\n$14\r\nkey-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n$1\r\na\r\n',
    replies: [
      {
        type: 'attribute',
        entries: [
          [bulk('key-popularity'), { type: 'array', items: [bulk('key:123'), integer(90)] }],
        ],
        reply: bulk('a'),
      },
    ],
  },
}

/** What redis-server 7.0.15 says to HELLO 3 and then DEBUG PROTOCOL with each of its words. */
const RECORDED =
  '%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:3\r\n$2\r\nid\r\n:94\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n,3.141\r\n|1\r\n$14\r\nkey-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n$39\r\nSome real reply following the attribute\r\n>2\r\n$16\r\nserver-cpu-usage\r\n:42\r\n$40\r\nSome real reply following the push reply\r\n=29\r\ntxt:This is a verbatim\nstring\r\n%3\r\n:0\r\n#f\r\n:1\r\n#t\r\n:2\r\n#f\r\n~3\r\n:0\r\n:1\r\n:2\r\n(1234567999999999999999999999999999999\r\n#t\r\n_\r\n'

const deliveries: Record<string, number> = {
  'in one piece': 1e9,
  'byte by byte': 1,
  'in sevens': 7,
}

function parse(wire: string, size: number): Reply[] {
  const replies: Reply[] = []
  const parser = new ReplyParser((reply) => replies.push(reply))
  // One buffer for every piece: the parser must have copied what it keeps.
  const piece = Buffer.alloc(Math.min(size, wire.length))
  for (let at = 0; at < wire.length; at += size) {
    const length = piece.write(wire.substring(at, at + size), 'latin1')
    parser.push(piece.subarray(0, length))
  }
  return replies
}

for (const [name, { wire, replies }] of Object.entries(cases)) {
  describe(name, () => {
    for (const [delivery, size] of Object.entries(deliveries)) {
      test(delivery, () => assert.deepEqual(parse(wire, size), replies))
    }
    test('and back', () => assert.equal(replies.map(encodeReply).join(''), wire))
  })
}

for (const [delivery, size] of Object.entries(deliveries)) {
  test(`every type that redis-server sends, ${delivery}, is spelt again as it was`, () => {
    const replies = parse(RECORDED, size)
    assert.equal(replies.length, 11)
    assert.equal(replies.map(encodeReply).join(''), RECORDED)
  })
}

const bytes = fc.uint8Array({ maxLength: 30 }).map((array) => b(String.fromCharCode(...array)))
const line = bytes.map((text) => b(text.replace(/[\r\n]/g, '')))
const { reply } = fc.letrec<{ reply: Reply; entry: readonly [Reply, Reply] }>((tie) => ({
  entry: fc.tuple(tie('reply'), tie('reply')),
  reply: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'reply' },
    fc.record({ type: fc.constantFrom('bulk' as const), value: bytes }),
    fc.record({ type: fc.constantFrom('status' as const, 'error' as const), text: line }),
    fc.record({ type: fc.constant('bulkError' as const), text: bytes }),
    fc.record({ type: fc.constant('integer' as const), value: fc.maxSafeInteger() }),
    fc.record({
      type: fc.constantFrom('nullBulk' as const, 'nullArray' as const, 'null' as const),
    }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
    fc.record({ type: fc.constant('double' as const), text: line }),
    fc.record({ type: fc.constant('bigNumber' as const), digits: line }),
    fc.record({
      type: fc.constant('verbatim' as const),
      format: fc.constantFrom(b('txt'), b('mkd')),
      text: bytes,
    }),
    fc.record({
      type: fc.constantFrom('array' as const, 'set' as const, 'push' as const),
      items: fc.array(tie('reply'), { maxLength: 5, depthIdentifier: 'reply' }),
    }),
    fc.record({
      type: fc.constant('map' as const),
      entries: fc.array(tie('entry'), { maxLength: 4, depthIdentifier: 'reply' }),
    }),
    fc.record({
      type: fc.constant('attribute' as const),
      entries: fc.array(tie('entry'), { maxLength: 2, depthIdentifier: 'reply' }),
      reply: tie('reply'),
    }),
  ),
}))

test('whatever can be spelt is read again, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(reply, { maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      (replies, size) => {
        const wire = replies.map(encodeReply).join('')
        assert.deepEqual(parse(wire, size), structuredClone(replies))
      },
    ),
    { numRuns: 300 },
  )
})

test('a value of 32 MiB in pieces arrives in linear time', () => {
  const wire = encodeReply(bulk('abcdefgh'.repeat(4 << 20)))
  const [reply] = parse(wire, 4096)
  assert.equal(encodeReply(reply!), wire)
})

for (const wire of [
  '?\r\n',
  'OK\r\n',
  '$x\r\n',
  '$-2\r\n',
  '*-2\r\n',
  ':1.5\r\n',
  '$+1\r\n',
  '\r\n',
]) {
  test(`${JSON.stringify(wire)} is no reply`, () => {
    assert.throws(() => parse(wire, 1), ProtocolError)
  })
}
