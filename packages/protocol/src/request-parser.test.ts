import { strict as assert } from 'node:assert'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Bytes } from '@resident/bytes'
import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import {
  ArgumentCache,
  DEFAULT_LIMITS,
  encodeRequest,
  ProtocolError,
  RequestParser,
} from './index.ts'

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
  'a line that ends behind what Redis reads of it': {
    wire: `${'a'.repeat(81_909)}\r\n`,
    error: 'Protocol error: too big inline request',
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

/** A parser that remembers each request, and holds after those that the test says. */
class Recorder {
  readonly got: Bytes[][] = []
  readonly parser: RequestParser = new RequestParser(this, DEFAULT_LIMITS)
  readonly #keeps: boolean
  readonly #goesOn: (argv: Bytes[]) => boolean

  constructor(keeps = false, goesOn: (argv: Bytes[]) => boolean = () => true) {
    this.#keeps = keeps
    this.#goesOn = goesOn
  }

  /** As a socket whose next read goes to the same place. */
  pushOnce(chunk: Buffer): void {
    const passing = Buffer.from(chunk)
    this.parser.push(passing)
    passing.fill('*')
  }

  keeps(): boolean {
    return this.#keeps
  }

  request(argv: Bytes[]): boolean {
    this.got.push(argv)
    return this.#goesOn(argv)
  }
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

test('a sink that wants to know is told of requests that are empty', () => {
  const heard: string[] = []
  const sink = {
    keeps: () => false,
    request: ([name]: Bytes[]) => heard.push(name!) > 0,
    nothing: () => void heard.push('nothing'),
  }
  const parser = new RequestParser(sink, DEFAULT_LIMITS)
  parser.push(bytes('\r\nPING\r\n*0\r\n*-1\r\n  \nPING\r\n'))
  assert.deepEqual(heard, ['nothing', 'PING', 'nothing', 'nothing', 'nothing', 'PING'])
})

describe('however a stream of requests is cut', () => {
  const argument = fc
    .oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 3000, size: 'max' }))
    .map((array) => Buffer.from(array).toString('latin1') as Bytes)
  const requests = fc.array(fc.array(argument, { minLength: 1, maxLength: 12 }), { maxLength: 8 })

  test('the same requests come out', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.nat(4000)), fc.boolean(), (argvs, sizes, keeps) => {
        const recorder = new Recorder(keeps)
        const wire = bytes(argvs.map(encodeRequest).join(''))
        let at = 0
        for (const size of [...sizes, wire.length]) {
          recorder.pushOnce(wire.subarray(at, at + size))
          at = Math.min(wire.length, at + size)
        }
        assert.deepEqual(recorder.got, argvs)
        assert.equal(recorder.parser.buffered, 0)
      }),
      { numRuns: 300 },
    )
  })

  test('holding after every request changes nothing', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.nat(200)), (argvs, sizes) => {
        const recorder = new Recorder(true, () => false)
        const wire = bytes(argvs.map(encodeRequest).join(''))
        let at = 0
        for (const size of [...sizes, wire.length]) {
          recorder.pushOnce(wire.subarray(at, at + size))
          at = Math.min(wire.length, at + size)
        }
        for (let n = 0; n < argvs.length; n++) {
          assert.ok(recorder.got.length <= n + 1)
          recorder.parser.resume()
        }
        assert.deepEqual(recorder.got, argvs)
      }),
    )
  })
})

describe('a sink that holds', () => {
  const wire = '*1\r\n$5\r\nBLOCK\r\n*1\r\n$4\r\nPING\r\n*1\r\n$4\r'

  test('gets the next request only after resume', () => {
    const recorder = new Recorder(false, ([name]) => name !== 'BLOCK')
    recorder.parser.push(bytes(wire))
    recorder.parser.push(bytes('\nPING\r\n'))
    assert.deepEqual(recorder.got, [['BLOCK']])
    recorder.parser.resume()
    assert.deepEqual(recorder.got, [['BLOCK'], ['PING'], ['PING']])
  })

  test('leaves buffered what came meanwhile', () => {
    const recorder = new Recorder(false, ([name]) => name !== 'BLOCK')
    recorder.parser.push(bytes(wire))
    assert.equal(recorder.parser.buffered, wire.length - 15)
    recorder.parser.push(bytes('\nPI'))
    assert.equal(recorder.parser.buffered, wire.length - 15 + 3)
    recorder.parser.resume()
    assert.equal(recorder.parser.buffered, 2)
    recorder.parser.push(bytes('NG\r\n'))
    assert.equal(recorder.parser.buffered, 0)
  })

  test('meets a fault when it is reached, not when it arrives', () => {
    const recorder = new Recorder(false, () => false)
    recorder.parser.push(bytes('PING\r\n*x\r\n'))
    assert.throws(() => recorder.parser.resume(), ProtocolError)
    recorder.parser.push(bytes('PING\r\n'))
    recorder.parser.resume()
    assert.deepEqual(recorder.got, [['PING']])
  })
})

test('a chunk is copied once, however often the sink holds within it', () => {
  const { parser, got } = new Recorder(false, () => false)
  const wire = bytes(encodeRequest(['PING'] as Bytes[]).repeat(1000))
  const copies = vi.spyOn(Buffer, 'from')
  try {
    parser.push(wire)
    wire.fill('*')
    for (let i = 1; i < 1000; i++) parser.resume()
    assert.equal(copies.mock.calls.length, 1)
  } finally {
    copies.mockRestore()
  }
  assert.deepEqual(got, new Array(1000).fill(['PING']))
})

test('a request handler may push and resume: what it pushes comes after what is there', () => {
  const recorder: Recorder = new Recorder(false, ([name]) => {
    if (name === 'ONE') recorder.parser.push(bytes('THREE\r\n'))
    recorder.parser.resume()
    return true
  })
  recorder.parser.push(bytes('ONE\r\nTWO\r\n'))
  assert.deepEqual(recorder.got, [['ONE'], ['TWO'], ['THREE']])
})

test('argumentBytes counts the arguments of a request that is not complete', () => {
  const recorder = new Recorder()
  const after = (wire: string): number => {
    recorder.parser.push(bytes(wire))
    return recorder.parser.argumentBytes
  }
  assert.equal(after('*2\r\n$4\r\nPING\r\n'), 4)
  assert.equal(after('$2\r\na'), 4)
  assert.equal(after('b\r\n*3\r\n$3\r\nSET\r\n$2\r\nkk\r\n$1'), 5)
  assert.equal(after('\r\nv\r\n'), 0)
  assert.equal(after('PING\r\n*1\r\n'), 0)
})

test('announced is what is still to come of a large argument', () => {
  const { parser } = new Recorder()
  parser.push(bytes('*3\r\n$3\r\nSET\r\n$32767\r\nkk'))
  assert.equal(parser.announced, 0)
  parser.push(bytes(`${'k'.repeat(32_765)}\r\n$32768\r\nvvv`))
  assert.equal(parser.announced, 32_767)
  parser.push(bytes('v'))
  assert.equal(parser.announced, 32_766)
  parser.push(bytes(`${'v'.repeat(32_764)}\r\n`))
  assert.equal(parser.announced, 0)
})

test('while a request runs, buffered counts all that came with it, as qbuf does', () => {
  const seen: number[] = []
  const recorder: Recorder = new Recorder(false, () => {
    seen.push(recorder.parser.buffered)
    return true
  })
  recorder.parser.push(bytes('PING\r\nPING\r\nPI'))
  assert.deepEqual(seen, [14, 14])
  assert.equal(recorder.parser.buffered, 2)
})

test('an argument of 32 MiB in pieces of 1 KiB arrives whole, in linear time', () => {
  const recorder = new Recorder()
  const piece = Buffer.alloc(1024, 'abcdefgh')
  recorder.parser.push(bytes(`*2\r\n$4\r\nECHO\r\n$${32 << 20}\r\n`))
  for (let n = 0; n < 32 << 10; n++) recorder.parser.push(piece)
  assert.equal(recorder.parser.buffered, 32 << 20)
  recorder.parser.push(bytes('\r\n'))
  assert.equal(recorder.got[0]![1], 'abcdefgh'.repeat(4 << 20))
})

test('a chunk of many megabytes is as good as many chunks', () => {
  const recorder = new Recorder(true)
  const value = 'v'.repeat(1_500_000) as Bytes
  const argvs = Array.from({ length: 4 }, (_, n) => ['SET', `key:${n}`, value] as Bytes[])
  recorder.parser.push(bytes(argvs.map(encodeRequest).join('')))
  assert.deepEqual(recorder.got, argvs)
})

test('a sink is asked whether it keeps once a request', () => {
  const asked: string[] = []
  const sink = { keeps: (name: Bytes) => asked.push(name) > 0, request: () => true }
  const parser = new RequestParser(sink, DEFAULT_LIMITS)
  parser.push(bytes('*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nset\r\n$1\r\na\r\n$1\r\nb\r\nGET a\r\n'))
  assert.deepEqual(asked, ['PING', 'set', 'GET'])
})

test('with a cache, requests are what they are without one, however they are cut', () => {
  const names = [
    'key:1',
    'key:000000000001',
    'key:000000000002',
    'a name of more than 64 bytes '.repeat(3),
  ]
  const argument = fc.constantFrom(...names) as fc.Arbitrary<Bytes>
  const requests = fc.array(fc.array(argument, { minLength: 1, maxLength: 6 }), { minLength: 1 })
  const cache = new ArgumentCache()
  fc.assert(
    fc.property(requests, fc.array(fc.nat(80)), fc.boolean(), (argvs, sizes, keeps) => {
      const got: Bytes[][] = []
      const sink = { keeps: () => keeps, request: (argv: Bytes[]) => got.push(argv) > 0 }
      const parser = new RequestParser(sink, DEFAULT_LIMITS, cache)
      const wire = bytes(argvs.map(encodeRequest).join(''))
      let at = 0
      for (const size of [...sizes, wire.length]) {
        parser.push(wire.subarray(at, at + size))
        at = Math.min(wire.length, at + size)
      }
      assert.deepEqual(got, argvs)
    }),
  )
})

test('arguments that are kept do not keep the chunks that they came in', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const grown = (keeps: boolean): [number, Bytes[]] => {
    const kept: Bytes[] = []
    const recorder = new Recorder(keeps)
    collect()
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 300; n++) {
      const member = `member:${String(n).padStart(13, '0')}`
      const filler = 'x'.repeat(65_000)
      recorder.parser.push(bytes(encodeRequest(['SADD', 'k', member, filler] as Bytes[])))
      kept.push(recorder.got.pop()![2]!)
    }
    collect()
    return [process.memoryUsage().heapUsed - before, kept]
  }
  const [owned, members] = grown(true)
  assert.ok(owned < 2_000_000, `${owned} bytes for 300 members`)
  const [borrowed, views] = grown(false)
  assert.ok(borrowed > 15_000_000, `${borrowed} bytes for 300 views: does V8 copy now?`)
  assert.deepEqual(members, views)
})
