import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import { mapEngine } from '@resident/engine-map'
import { defaultLimits, MIN_STREAM_ID, type StreamId, streamIdOf } from '@resident/storage'
import type { RdbValue, StreamRecord } from '../src/index.ts'

const limits = defaultLimits()

/** The value that the commands leave under their key; `undefined` if one of them is not known here. */
export function build(commands: readonly (readonly string[])[]): RdbValue | undefined {
  let value: RdbValue | undefined
  for (const [command = '', , ...rest] of commands) {
    const run = runners[command]
    if (run === undefined) return undefined
    value = run(value, rest.map(ascii))
  }
  return value
}

/** What an array of pairs is in Redis's arguments. */
function pairs(args: readonly Bytes[]): [Bytes, Bytes][] {
  return Array.from({ length: args.length / 2 }, (_, i) => [
    args[2 * i] as Bytes,
    args[2 * i + 1] as Bytes,
  ])
}

type Runner = (value: RdbValue | undefined, args: Bytes[]) => RdbValue

const runners: Record<string, Runner> = {
  SET: (_, [text]) => parseStoredInteger(text as Bytes) ?? (text as Bytes),

  APPEND: (value, [text]) => {
    const string = mapEngine.string(ascii(String(value)))
    string.append(text as Bytes)
    return string
  },

  RPUSH: (_, args) => {
    const list = mapEngine.list(limits)
    for (const element of args) list.push('tail', element)
    return list
  },

  LPUSH: (_, args) => {
    const list = mapEngine.list(limits)
    for (const element of args) list.push('head', element)
    return list
  },

  SADD: (_, args) => {
    const set = mapEngine.set(limits)
    for (const member of args) set.add(member)
    return set
  },

  HSET: (_, args) => {
    const hash = mapEngine.hash(limits)
    for (const [field, value] of pairs(args)) hash.set(field, value)
    return hash
  },

  ZADD: (_, args) => {
    const zset = mapEngine.zset(limits)
    for (const [score, member] of pairs(args)) zset.add(member, scoreOf(score))
    return zset
  },

  XADD: (value, [id, ...fields]) => {
    const stream = (value as StreamRecord | undefined) ?? emptyStream()
    const lastId = streamId(id as Bytes)
    stream.log.append(lastId, fields)
    return { ...stream, lastId, entriesAdded: Number(stream.entriesAdded) + 1 }
  },

  XDEL: (value, ids) => {
    const stream = value as StreamRecord
    for (const id of ids) stream.log.delete(streamId(id))
    return { ...stream, maxDeletedId: ids.map(streamId).sort().at(-1) as StreamId }
  },
}

function scoreOf(text: string): number {
  return text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text)
}

function streamId(text: string): StreamId {
  const [ms = '', seq = ''] = text.split('-')
  return streamIdOf(BigInt(ms), BigInt(seq))
}

function emptyStream(): StreamRecord {
  return {
    type: 'stream',
    log: mapEngine.stream(limits),
    lastId: MIN_STREAM_ID,
    maxDeletedId: MIN_STREAM_ID,
    entriesAdded: 0,
    groups: new Map(),
  }
}
