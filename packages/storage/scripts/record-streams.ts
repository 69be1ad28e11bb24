// Plays the stream scripts of the engine suite at a real redis-server and writes down what it made of
// them: the replies to XDEL and XTRIM, and the nodes that DUMP shows.
//
//   redis-server --port 0 --unixsocket /tmp/record.sock --save '' --rdbcompression no &
//   node scripts/run-ts.mjs packages/storage/scripts/record-streams.ts /tmp/record.sock

import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import process from 'node:process'
import { formatStreamId } from '../src/stream-id.ts'
import { CHECKPOINT, type StreamStep, streamScript } from '../src/testing/stream-script.ts'

const SCRIPTS = 48

/** One request and its reply, which is a line or a bulk. */
async function ask(socket: Socket, ...argv: string[]): Promise<string> {
  const bulks = argv.map((arg) => `$${arg.length}\r\n${arg}\r\n`)
  socket.write(Buffer.from(`*${argv.length}\r\n${bulks.join('')}`, 'latin1'))
  let reply = ''
  for (;;) {
    const chunk = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
    reply += chunk.toString('latin1')
    const end = reply.indexOf('\r\n')
    if (end === -1) continue
    const line = reply.slice(1, end)
    if (reply[0] === '-') throw new Error(`${argv[0]}: ${line}`)
    if (reply[0] !== '$' || line === '-1') return line
    const start = end + 2
    if (reply.length >= start + Number(line) + 2) return reply.slice(start, start + Number(line))
  }
}

async function play(socket: Socket, step: StreamStep): Promise<string> {
  switch (step.action) {
    case 'limits':
      await ask(socket, 'CONFIG', 'SET', 'stream-node-max-bytes', String(step.maxBytes))
      return ask(socket, 'CONFIG', 'SET', 'stream-node-max-entries', String(step.maxEntries))
    case 'append':
      return ask(socket, 'XADD', 's', formatStreamId(step.id), ...step.fields)
    case 'delete':
      return ask(socket, 'XDEL', 's', formatStreamId(step.id))
    case 'trim': {
      const [strategy, bound] =
        typeof step.keep === 'number'
          ? ['MAXLEN', String(step.keep)]
          : ['MINID', formatStreamId(step.keep)]
      const how = step.approximate ? ['~', bound, 'LIMIT', String(step.limit)] : ['=', bound]
      return ask(socket, 'XTRIM', 's', strategy, ...how)
    }
  }
}

/** The nodes of a stream's DUMP (RDB type 19), uncompressed: `entries.deleted.bytes` of each. */
function shapes(dump: string): string[] {
  const bytes = Buffer.from(dump, 'latin1')
  let at = 0
  const byte = (): number => bytes[at++] as number
  // RDB's lengths: 6 bits, 14 bits, or 32 bits after 0x80.
  const length = (): number => {
    const first = byte()
    if (first < 0x40) return first
    if (first < 0x80) return ((first & 0x3f) << 8) | byte()
    if (first !== 0x80) throw new Error(`unexpected length ${first}: is rdbcompression off?`)
    at += 4
    return bytes.readUInt32BE(at - 4)
  }
  // The listpack's integers of up to 16 bits, which is all that counts need.
  const integer = (place: number): [value: number, next: number] => {
    const first = bytes[place] as number
    if (first < 0x80) return [first, place + 2]
    if (first >>> 5 === 6) return [((first & 0x1f) << 8) | (bytes[place + 1] as number), place + 3]
    throw new Error(`unexpected entry ${first}`)
  }

  if (byte() !== 19) throw new Error('no stream of 7.0')
  const found: string[] = []
  for (let nodes = length(); nodes > 0; nodes--) {
    const key = length()
    at += key
    const size = length()
    const [entries, next] = integer(at + 6)
    const [deleted] = integer(next)
    found.push(`${entries}.${deleted}.${size}`)
    at += size
  }
  return found
}

/** `a a a b` as `a*3 b`. */
function inRuns(items: readonly string[]): string {
  const runs: string[] = []
  for (let i = 0; i < items.length; ) {
    let end = i
    while (items[end] === items[i]) end++
    runs.push(end - i === 1 ? (items[i] as string) : `${items[i]}*${end - i}`)
    i = end
  }
  return runs.join(' ')
}

const socket = connect(process.argv[2] as string)
const records: { replies: string; nodes: string[] }[] = []
for (let seed = 0; seed < SCRIPTS; seed++) {
  await ask(socket, 'DEL', 's')
  const replies: string[] = []
  const nodes: string[] = []
  for (const [index, step] of streamScript(seed).entries()) {
    const reply = await play(socket, step)
    if (step.action === 'delete' || step.action === 'trim') replies.push(reply)
    if (index % CHECKPOINT !== CHECKPOINT - 1) continue
    const dump = await ask(socket, 'DUMP', 's')
    nodes.push(dump === '-1' ? '' : inRuns(shapes(dump)))
  }
  records.push({ replies: replies.join(' '), nodes })
}
socket.end()

const body = records.map(
  ({ replies, nodes }) =>
    `  {\n    replies: '${replies}',\n    nodes: [\n${nodes.map((each) => `      '${each}',\n`).join('')}    ],\n  },\n`,
)
writeFileSync(
  new URL('../src/testing/recorded-streams.ts', import.meta.url),
  `/** What a real server made of a stream script. */
export interface RecordedStream {
  /** Its replies to XDEL and XTRIM, in turn. */
  readonly replies: string
  /** At each checkpoint, \`entries.deleted.bytes\` of each node, and \`*n\` for n alike. */
  readonly nodes: readonly string[]
}

/** By seed. Recorded from redis-server 7.0.15 by scripts/record-streams.ts; not to be edited. */
export const RECORDED_STREAMS: readonly RecordedStream[] = [
${body.join('')}]
`,
)
console.log(`${SCRIPTS} scripts recorded`)
