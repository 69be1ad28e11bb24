// Asks a real redis-server how it reads and writes numbers, and records its answers:
// `node packages/bytes/scripts/record-numbers.mjs [how many random ones] [file]`. Needs redis-server on the PATH.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const COUNT = Number(process.argv[2] ?? 100)
const FILE =
  process.argv[3] ?? fileURLToPath(new URL('../src/numbers.recorded.json', import.meta.url))

let seed = 20240607
function chance() {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return ((seed >>> 8) & 0xffffff) / 0x1000000
}
const upTo = (n) => Math.floor(chance() * n)
const digits = (n) => Array.from({ length: n }, () => upTo(10)).join('')
const pick = (list) => list[upTo(list.length)]

const TEXTS = [
  ...'0 -0 +0 1 +1 --1 ++1 +-1 01 1. .1 . +.5 -.5e1 1e5 1E5 1e+5 1e-5 1e 1e+ e5 1e1.5 1.2.3'.split(
    ' ',
  ),
  ...'1e400 -1e400 1e-400 -1e-400 5e-324 2e-324 3e-324 1e-310 1e308 1.8e308'.split(' '),
  ...'1.7976931348623158e308 1.7976931348623159e308 9007199254740993 9007199254740992.5'.split(' '),
  ...'inf +inf -inf INF Infinity -INFINITY infin infinityx nan NaN -nan nan(1) nan()'.split(' '),
  ...'0x10 0X1p4 0x1.8p3 0x.8 0x1. 0x 0x. 0xp1 0x1p 0x1p+ 0x1.2.3 0x1e5 0x1e+5 -0x1F'.split(' '),
  ...'0x1p99999 0x1p-1074 0x1p-1075 0x1.8p-1075 0x1p-1076 0x1p-99999 0x0p99999'.split(' '),
  ...'0x1.fffffffffffff7p1023 0x1.fffffffffffff8p1023 0x1.00000000000008p0 0x1.00000000000018p0'.split(
    ' ',
  ),
  ...'0x1.000000000000080000000000000000000000000000000001p0 0x1p99999999999999999999'.split(' '),
  ...'1e4932 1.18973149535723176502e4932 1.19e4932 1e4933 3.6e-4951 1e-4951 1e-4960'.split(' '),
  ...'0x1p-16445 0x1p-16446 0x1.8p-16446 0x1p16383 0x1p16384 0x1.ffffffffffffffffp16383'.split(' '),
  ...'0x1.fffffffffffffffep16383 0e99999 1e99999999999999999999 1e-99999999999999999999'.split(' '),
  ...'0e99999999999999999999 1,5 1_000 0b1 0o7 1d 1f 1L 18446744073709551617 18446744073709551618.5'.split(
    ' ',
  ),
  ...[
    '',
    ' ',
    ' 1',
    '1 ',
    '\t1',
    '\n1',
    '\v1',
    '1\n',
    '1\0',
    '\x001',
    '1e5 ',
    'infinity ',
    ' inf',
    ' nan',
    '1\0x',
  ],
  ...[
    '9'.repeat(400),
    `0.${'0'.repeat(400)}1`,
    `${'0'.repeat(500)}1`,
    `0.${'0'.repeat(5117)}`,
    `0.${'0'.repeat(5118)}`,
  ],
]

const SCORES = [
  ...[
    0,
    -1,
    0.1,
    3.1,
    1 / 3,
    1e17,
    1e16,
    1e15,
    1e21,
    1e22,
    1e-4,
    9.999e-5,
    1e-5,
    1e-7,
    5e-324,
    123456789012345680,
  ],
  ...[
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    2 ** 53,
    2 ** 53 + 2,
    2 ** 55,
    2 ** 63,
    2 ** 64,
    -(2 ** 63),
    1e17 - 16,
  ],
  // Exactly half a unit after 17 digits.
  ...[
    1234567890 + 1 / 256,
    1234567890 + 3 / 256,
    12345678901234 + 1 / 16,
    12345678901234 + 3 / 16,
    0.5 + 2 ** -17,
    129413 / 2 ** 18,
    197 / 2 ** 22,
  ],
  ...Array.from({ length: COUNT }, () => (chance() - 0.5) * 10 ** (upTo(60) - 30)),
  ...Array.from({ length: COUNT }, () => (upTo(2 ** 24) * 2 ** 24 + upTo(2 ** 24)) / 2 ** upTo(48)),
]

const ADDENDS = [
  ['0.1', '0.2'],
  ['1e17', '0.3'],
  ['3.0e3', '200'],
  ['10.50', '0.1'],
  ['-5', '5'],
  ['0', '-1e-18'],
  ['0', '-0.000000000000000005'],
  ['0', '0.000000000000000015'],
  ['0', '0.000000000000000005'],
  ['0x1p-18', '0'],
  ['0x3p-18', '0'],
  ['-0x1p-18', '0'],
  ['9223372036854775807', '1'],
  ['18446744073709551615', '1'],
  ['18446744073709551615', '0.5'],
  ['18446744073709551616', '1'],
  ['18446744073709551616', '3'],
  ['18446744073709551618', '1'],
  ['36893488147419103232', '2'],
  ['36893488147419103236', '2'],
  ['1e4932', '1e4931'],
  ['1e4932', '1e4932'],
  ['-1e4932', '-1e4932'],
  ['1.18973149535723176502e4932', '1'],
  ['1e4932', '-1e4932'],
  ['0x1p-16445', '0x1p-16445'],
  ['1', '1e-4950'],
  ['-0', '-0'],
  ['1e400', '-1e400'],
  ...Array.from({ length: COUNT }, () => [decimal(), decimal()]),
]

function decimal() {
  const sign = pick(['', '', '-'])
  const whole = digits(1 + upTo(pick([3, 8, 22])))
  const fraction = chance() < 0.7 ? `.${digits(1 + upTo(pick([2, 5, 20])))}` : ''
  return `${sign}${whole}${fraction}${chance() < 0.2 ? `e${upTo(40) - 20}` : ''}`
}

const folder = mkdtempSync(join(tmpdir(), 'record-numbers-'))
const socket = join(folder, 'redis.sock')
const server = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', ''], {
  stdio: 'ignore',
})
try {
  await sleep(500)
  const ask = await connect()
  // So that scores are kept as doubles, not as the texts of integers.
  await ask('CONFIG', 'SET', 'zset-max-listpack-entries', '0')
  const probes = [
    '-inf',
    '-1e300',
    '-31',
    '-1',
    '0',
    '4e-324',
    '0.5',
    '1',
    '5',
    '16',
    '1e300',
    'inf',
  ]
  for (const probe of probes) await ask('ZADD', 'probes', probe, probe)
  const texts = []
  for (const text of TEXTS) {
    await ask('DEL', 'z', 'f')
    // Above the text or at it; -1 if it is no bound.
    const above = await ask('ZCOUNT', 'probes', text, 'inf')
    texts.push({
      text,
      score:
        text === '' || !String(await ask('ZADD', 'z', text, 'm')).startsWith('-')
          ? await ask('ZSCORE', 'z', 'm')
          : null,
      above: typeof above === 'number' ? above : -1,
      increment: await ask('INCRBYFLOAT', 'f', text),
    })
  }
  const scores = []
  for (const score of SCORES)
    scores.push([
      hex(score),
      await ask('ZINCRBY', 'scores', hexadecimal(score), `m${scores.length}`),
    ])
  const sums = []
  for (const [a, b] of ADDENDS) {
    await ask('SET', 'f', a)
    sums.push([a, b, await ask('INCRBYFLOAT', 'f', b)])
  }
  const coordinates = []
  for (const score of SCORES) {
    // A double's own value is a text that long double reads exactly.
    await ask('SET', 'f', hexadecimal(score))
    coordinates.push([hex(score), await ask('INCRBYFLOAT', 'f', '0')])
  }
  ask.end()
  writeFileSync(FILE, `${JSON.stringify({ texts, scores, sums, coordinates }, null, 1)}\n`)
} finally {
  server.kill()
  rmSync(folder, { recursive: true })
}

function hex(double) {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, double)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

/** The double as C's %a writes it: read back without any rounding. */
function hexadecimal(double) {
  let size = Math.abs(double)
  let exponent = 0
  while (size !== Math.floor(size)) {
    size *= 2
    exponent--
  }
  return `${double < 0 ? '-' : ''}0x${BigInt(size).toString(16)}p${exponent}`
}

/** A connection that answers with a number, a text (an error with its '-'), or null. */
async function connect() {
  const stream = net.connect(socket)
  let received = ''
  let settle = () => {}
  stream.on('data', (data) => {
    received += data.toString('latin1')
    const reply = read(received)
    if (reply === undefined) return
    received = ''
    settle(reply.value)
  })
  await new Promise((resolve) => stream.on('connect', resolve))
  const ask = (...argv) => {
    const request = argv.map((argument) => `$${argument.length}\r\n${argument}\r\n`)
    stream.write(`*${argv.length}\r\n${request.join('')}`, 'latin1')
    return new Promise((resolve) => {
      settle = resolve
    })
  }
  ask.end = () => stream.destroy()
  return ask
}

function read(text) {
  const end = text.indexOf('\r\n')
  if (end === -1) return undefined
  const line = text.slice(1, end)
  if (text[0] === ':') return { value: Number(line) }
  if (text[0] === '-') return { value: `-${line}` }
  if (text[0] === '+') return { value: line }
  if (line === '-1') return { value: null }
  const length = Number(line)
  if (text.length < end + 4 + length) return undefined
  return { value: text.slice(end + 2, end + 2 + length) }
}
