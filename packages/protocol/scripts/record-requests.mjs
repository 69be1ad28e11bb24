// Plays raw bytes at a real redis-server and records what it answers to each piece, and whether it
// then closes: `node packages/protocol/scripts/record-requests.mjs`. Needs redis-server on the PATH.
//
// Only PING, ECHO and AUTH appear, so that the test can answer as the server does.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PING = '*1\r\n$4\r\nPING\r\n'
const echo = (header, rest = '') => `*2\r\n$4\r\nECHO\r\n${header}\r\n${rest}`
const many = (text, times) => ({ text, times })

/** A piece is text, or `{ text, times }` for text repeated. */
const cases = [
  { name: 'a pipeline', pieces: [PING + PING] },
  { name: 'a request in three pieces', pieces: ['*2\r\n$4\r\nEC', 'HO\r\n$5\r', '\nhello\r\n'] },
  ...[
    '$-1',
    '$+5',
    '$ 5',
    '$05',
    '$5 ',
    '$',
    '$-0',
    '$5a',
    '$0x5',
    '$5.0',
    '$99999999999999999999999',
  ].map((header) => ({ name: `the length ${header}`, pieces: [echo(header, 'hello\r\n')] })),
  { name: 'the length $0', pieces: [echo('$0', '\r\n')] },
  { name: 'a length that is one too many', pieces: [echo('$536870913')] },
  {
    name: 'a length just within proto-max-bulk-len',
    pieces: [echo('$1048576')],
    config: { 'proto-max-bulk-len': '1048576' },
  },
  {
    name: 'a length beyond proto-max-bulk-len',
    pieces: [echo('$1048577')],
    config: { 'proto-max-bulk-len': '1048576' },
  },
  ...[
    '*1 ',
    '*+1',
    '*01',
    '* 1',
    '*',
    '*-0',
    '*a',
    '*1a',
    '*2147483648',
    '*-99999999999999999999',
    '*1\n$4',
  ].map((header) => ({
    name: `the count ${JSON.stringify(header)}`,
    pieces: [`${header}\r\n$4\r\nPING\r\n`],
  })),
  ...['*0', '*-1', '*-10', '*-9223372036854775808'].map((header) => ({
    name: `the count ${header}`,
    pieces: [`${header}\r\n${PING}`],
  })),
  { name: 'a count of nothing, then a bad one', pieces: ['*0\r\n*x\r\n'] },
  { name: 'the highest count', pieces: ['*2147483647\r\n$4\r\nPING\r\n'] },
  { name: 'a count without its line feed says nothing yet', pieces: ['*a', 'b', '\r', '\n'] },
  {
    name: 'an argument of another type says nothing until its line ends',
    pieces: ['*1\r\nx', 'y', '\r', '\n'],
  },
  ...['\r', '\n', '\xff', '\x01', "'", '*', '+'].map((type) => ({
    name: `an argument that begins with ${JSON.stringify(type)}`,
    pieces: [`*1\r\n${type}4\r\nPING\r\n`],
  })),
  { name: 'any byte may stand for a line feed', pieces: [`*1\rX$4\rYPINGZW${PING}`] },
  { name: 'a zero byte in a count', pieces: ['*1\0\r\n$4\r\nPING\r\n', PING] },
  { name: 'a zero byte in a length', pieces: ['*1\r\n$4\0\r\nPING\r\n', PING] },
  { name: 'a zero byte in an inline command', pieces: ['PING\r\nPI\0NG\r\n', 'PING\r\n'] },
  {
    name: 'what came before the fault is answered',
    pieces: [`PING\r\n${PING}*1\r\nfoo\r\n${PING}`],
  },
  { name: 'nothing is read behind the fault', pieces: ['*a\r\n', PING] },
  ...[
    'PING\r\n',
    'PING\n',
    'PING\r\r\n',
    '\r\n\n\r\nPING\r\n',
    '   \t \r\nPING\r\n',
    '  PING  \r\n',
    '\x0b\x0cPING\r\n',
    'ECHO a\\nb\r\n',
    'ECHO \xa0\x85\r\n',
    'ECHO a\x0bb\r\n',
    'ECHO ""\r\n',
    "ECHO ''\r\n",
    'ECHO "a b\\n\\x41\\xff\\"\\q\\t\\r\\b\\a\\\\"\r\n',
    "ECHO 'a\\'b\\n\"'\r\n",
    'ECHO a"b c"\r\n',
    'ECHO "a" \r\n',
    'ECHO "a"\x0b\r\n',
    'ECHO "\\xZZ\\x4"\r\n',
    'ECHO "\\x4"\r\n',
    'ECHO "\\X41"\r\n',
    'ECHO "a"b\r\n',
    "ECHO 'a'b\r\n",
    'ECHO "a\r\nPING\r\n',
    "ECHO 'a\r\nPING\r\n",
    'ECHO "a\\\r\n',
    'ECHO "a\nb"\r\n',
    "ECHO it's\r\n",
    "ECHO 'a\\\r\n",
    "ECHO 'a\\\\'\r\n",
    "ECHO a'b c'\r\n",
  ].map((line) => ({ name: `the line ${JSON.stringify(line)}`, pieces: [line] })),
  { name: 'an inline command in pieces', pieces: ['ECHO "a', ' b"', '\r', '\n'] },
  { name: 'a line without end', pieces: [many('a', 65536), 'a', PING] },
  {
    name: 'a line that ends just in time',
    pieces: [`ECHO `, many('a', 65500), 'a'.repeat(31), 'aaaa\n'],
  },
  { name: 'a count without end', pieces: ['*', many('1', 65535), '1'] },
  { name: 'a length without end', pieces: ['*1\r\n$', many('1', 65535), '1'] },
  { name: 'an argument of another type without end', pieces: ['*1\r\nx', many('1', 65535), '1'] },
  { name: 'a zero byte in a line without end', pieces: ['\0\n', many('a', 65534), 'a'] },
  ...[
    { name: '10 arguments', pieces: ['*10\r\n', PING] },
    { name: '11 arguments', pieces: ['*11\r\n', PING] },
    { name: 'far too many arguments', pieces: ['*2147483648\r\n'] },
    { name: '16384 bytes', pieces: ['*2\r\n$4\r\nECHO\r\n$16384\r\n'] },
    { name: '16385 bytes', pieces: ['*2\r\n$4\r\nECHO\r\n$16385\r\n'] },
    { name: 'far too many bytes', pieces: ['*2\r\n$4\r\nECHO\r\n$536870913\r\n'] },
    {
      name: '16385 bytes, after AUTH in the same piece',
      pieces: [`AUTH secret\r\n*2\r\n$4\r\nECHO\r\n$16385\r\n`, many('a', 16385), '\r\n'],
    },
  ].map((each) => ({
    ...each,
    name: `without AUTH: ${each.name}`,
    config: { requirepass: 'secret' },
  })),
]

const folder = mkdtempSync(join(tmpdir(), 'record-requests-'))
const socket = join(folder, 'redis.sock')
const server = spawn(
  'redis-server',
  ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no'],
  {
    stdio: 'ignore',
  },
)
try {
  await sleep(500)
  const recorded = []
  for (const each of cases) recorded.push(await record(each))
  const file = new URL('../src/request-parser.recorded.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`)
} finally {
  server.kill()
  rmSync(folder, { recursive: true })
}

async function record({ name, pieces, config = {} }) {
  const admin = await connect()
  for (const [key, value] of Object.entries(config))
    await admin.say(`CONFIG SET ${key} ${value}\r\n`)
  const client = await connect()
  const replies = []
  for (const piece of pieces) {
    const reply = await client.say(
      typeof piece === 'string' ? piece : piece.text.repeat(piece.times),
    )
    replies.push(reply.replace(/a{1000,}/g, (run) => `<${run.length}>`))
  }
  const closed = client.closed()
  client.end()
  if (config.requirepass) await admin.say('CONFIG SET requirepass ""\r\n')
  await admin.say('CONFIG SET proto-max-bulk-len 536870912\r\n')
  admin.end()
  return { name, config, pieces, replies, closed }
}

async function connect() {
  const stream = net.connect(socket)
  let received = ''
  let closed = false
  stream.on('data', (data) => {
    received += data.toString('latin1')
  })
  stream.on('close', () => {
    closed = true
  })
  stream.on('error', () => {})
  await new Promise((resolve) => stream.on('connect', resolve))
  return {
    async say(text) {
      received = ''
      if (!closed) stream.write(text, 'latin1')
      await sleep(50)
      return received
    },
    closed: () => closed,
    end: () => stream.destroy(),
  }
}
