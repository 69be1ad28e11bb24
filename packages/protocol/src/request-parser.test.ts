import { strict as assert } from 'node:assert'
import type { Bytes } from '@resident/bytes'
import { describe, test } from 'vitest'
import { DEFAULT_LIMITS, ProtocolError, RequestParser } from './index.ts'

interface Case {
  wire: string
  requests?: string[][]
  error?: string
}

const cases: Record<string, Case> = {
  'one request': { wire: '*2\r\n$3\r\nGET\r\n$1\r\nk\r\n', requests: [['GET', 'k']] },
  'a pipeline': {
    wire: '*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n',
    requests: [['PING'], ['PING']],
  },
  'CRLF and every other byte inside an argument': {
    wire: '*1\r\n$6\r\n\r\n\0\xff\r\n\r\n',
    requests: [['\r\n\0\xff\r\n']],
  },
  'an empty argument': { wire: '*2\r\n$3\r\nGET\r\n$0\r\n\r\n', requests: [['GET', '']] },
  'arguments long enough to be views': {
    wire: `*3\r\n$3\r\nSET\r\n$20\r\n${'k'.repeat(20)}\r\n$300\r\n${'v'.repeat(300)}\r\nPING\r\n`,
    requests: [['SET', 'k'.repeat(20), 'v'.repeat(300)], ['PING']],
  },
  'more arguments than are set aside for': {
    wire: `*1500\r\n${'$1\r\na\r\n'.repeat(1500)}*1\r\n$4\r\nPING\r\n`,
    requests: [new Array(1500).fill('a'), ['PING']],
  },
  'the bytes behind an argument are not looked at': {
    wire: '*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n',
    requests: [['PING'], ['PING']],
  },
  'a count and a length may end in a carriage return and any byte': {
    wire: '*1\rX$4\rYPINGZW*1\r\n$4\r\nPING\r\n',
    requests: [['PING'], ['PING']],
  },
  'a count of nought is nothing at all': {
    wire: '*0\r\n*1\r\n$4\r\nPING\r\n',
    requests: [['PING']],
  },
  'a negative count is nothing at all': {
    wire: '*-10\r\n*1\r\n$4\r\nPING\r\n',
    requests: [['PING']],
  },
  'the lowest of all counts is nothing at all': {
    wire: '*-9223372036854775808\r\nPING\r\n',
    requests: [['PING']],
  },
  'a zero byte in a count hides the rest': { wire: '*1\0\r\n$4\r\nPING\r\n' },
  'a zero byte in a length hides the rest': { wire: '*1\r\n$4\0\r\nPING\r\n' },
  'a zero byte in an inline command hides the rest': {
    wire: 'PING\r\nPI\0NG\r\nPING\r\n',
    requests: [['PING']],
  },
  'an inline command': { wire: 'SET a b\r\n', requests: [['SET', 'a', 'b']] },
  'an inline command that ends in a line feed alone': { wire: 'PING\n', requests: [['PING']] },
  'empty lines mean nothing': { wire: '\r\n\n   \t \r\nPING\r\n', requests: [['PING']] },
  'an inline command with quotes': {
    wire: `ECHO "a \\x41\\n" 'it\\'s'\r\n`,
    requests: [['ECHO', 'a A\n', "it's"]],
  },
  'requests before the fault are answered': {
    wire: 'PING\r\n*1\r\n$4\r\nPING\r\n*1\r\nfoo\r\nPING\r\n',
    requests: [['PING'], ['PING']],
    error: "Protocol error: expected '$', got 'f'",
  },
  'a carriage return where an argument should begin': {
    wire: '*1\r\n\r\n$4\r\nPING\r\n',
    error: "Protocol error: expected '$', got ' '",
  },
  'a line feed where an argument should begin': {
    wire: '*1\r\n\n$4\r\nPING\r\n',
    error: "Protocol error: expected '$', got ' '",
  },
  'a high byte where an argument should begin': {
    wire: '*1\r\n\xff4\r\nPING\r\n',
    error: "Protocol error: expected '$', got '\xff'",
  },
  'a quote that is left open': {
    wire: 'ECHO "a\r\nPING\r\n',
    error: 'Protocol error: unbalanced quotes in request',
  },
  'a quote that is followed by a letter': {
    wire: 'ECHO "a"b\r\nPING\r\n',
    error: 'Protocol error: unbalanced quotes in request',
  },
}

for (const count of [
  '',
  ' 1',
  '1 ',
  '+1',
  '01',
  '-0',
  'a',
  '1\n$4',
  '2147483648',
  '-9'.repeat(11),
]) {
  cases[`the count '${count}'`] = {
    wire: `*${count}\r\n$4\r\nPING\r\n`,
    error: 'Protocol error: invalid multibulk length',
  }
}

for (const length of ['', ' 4', '4 ', '+4', '04', '-0', '-1', 'a', '536870913', '9'.repeat(23)]) {
  cases[`the length '${length}'`] = {
    wire: `*1\r\n$${length}\r\nPING\r\n`,
    error: 'Protocol error: invalid bulk length',
  }
}

const deliveries: Record<string, (wire: Buffer) => Buffer[]> = {
  'in one piece': (wire) => [wire],
  'byte by byte': (wire) => pieces(wire, 1),
  'in sevens': (wire) => pieces(wire, 7),
}

function pieces(wire: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(wire.length / size) }, (_, i) =>
    Buffer.from(wire.subarray(size * i, size * (i + 1))),
  )
}

for (const [name, { wire, requests = [], error }] of Object.entries(cases)) {
  describe(name, () => {
    for (const [delivery, cut] of Object.entries(deliveries)) {
      for (const keeps of [false, true]) {
        test(`${delivery}, arguments ${keeps ? 'kept' : 'borrowed'}`, () => {
          const got: Bytes[][] = []
          const sink = { keeps: () => keeps, request: (argv: Bytes[]) => got.push(argv) > 0 }
          const parser = new RequestParser(sink, DEFAULT_LIMITS)
          const feed = (): void => {
            for (const chunk of cut(Buffer.from(wire, 'latin1'))) parser.push(chunk)
          }
          if (error === undefined) feed()
          else {
            assert.throws(feed, (thrown) => {
              return thrown instanceof ProtocolError && thrown.message === error
            })
          }
          assert.deepEqual(got, requests)
        })
      }
    }
  })
}
