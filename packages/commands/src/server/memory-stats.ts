import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Subcommand } from '../command.ts'
import type { DatabaseOverhead, MemoryReport } from '../memory-report.ts'

/** MEMORY STATS */
export const memoryStats: Subcommand = {
  name: 'stats',
  arity: 2,
  flags: [],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],

  run({ server }, _argv, reply) {
    const report = server.memoryReport()
    const head = headOf(report)
    const middle = middleOf(report)
    const tail = tailOf(report)
    const shares = 2
    reply.map(head.length + report.databases.length + middle.length + shares + tail.length)
    writeAll(reply, head)
    for (const database of report.databases) writeDatabase(reply, database)
    writeAll(reply, middle)
    writeShare(reply, 'dataset.percentage', report.dataset, report.used - report.startup)
    writeShare(reply, 'peak.percentage', report.used, report.peak)
    writeAll(reply, tail)
  },
}

/** Names and values: bytes and counts. Ratios are in `RATIOS`. */
type Fields = readonly (readonly [name: string, value: number])[]

const RATIOS: ReadonlySet<string> = new Set([
  'allocator-fragmentation.ratio',
  'allocator-rss.ratio',
  'rss-overhead.ratio',
  'fragmentation',
])

function headOf({ used, peak, startup, clients }: MemoryReport): Fields {
  return [
    ['peak.allocated', peak],
    ['total.allocated', used],
    ['startup.allocated', startup],
    ['replication.backlog', 0],
    ['clients.slaves', 0],
    ['clients.normal', clients],
    ['cluster.links', 0],
    ['aof.buffer', 0],
    // Scripts live in the same heap as all else, and are not weighed.
    ['lua.caches', 0],
    ['functions.caches', 0],
  ]
}

function middleOf({ used, startup, overhead, keys, dataset }: MemoryReport): Fields {
  return [
    ['overhead.total', overhead],
    ['keys.count', keys],
    ['keys.bytes-per-key', keys === 0 ? 0 : Math.floor((used - startup) / keys)],
    ['dataset.bytes', dataset],
  ]
}

function tailOf({ used, allocated, active, resident }: MemoryReport): Fields {
  return [
    ['allocator.allocated', allocated],
    ['allocator.active', active],
    ['allocator.resident', resident],
    ['allocator-fragmentation.ratio', active / allocated],
    ['allocator-fragmentation.bytes', active - allocated],
    ['allocator-rss.ratio', resident / active],
    ['allocator-rss.bytes', resident - active],
    ['rss-overhead.ratio', 1],
    ['rss-overhead.bytes', 0],
    ['fragmentation', resident / used],
    ['fragmentation.bytes', resident - used],
  ]
}

function writeAll(reply: ReplyWriter, fields: Fields): void {
  for (const [name, value] of fields) {
    reply.bulk(ascii(name))
    // Redis keeps ratios as floats.
    if (RATIOS.has(name)) reply.double(Math.fround(value))
    else reply.integer(value)
  }
}

function writeShare(reply: ReplyWriter, name: string, part: number, whole: number): void {
  reply.bulk(ascii(name))
  reply.double(Math.fround((100 * part) / Math.max(1, whole)))
}

function writeDatabase(reply: ReplyWriter, { index, main, expires }: DatabaseOverhead): void {
  reply.bulk(ascii(`db.${index}`))
  reply.map(3)
  writeAll(reply, [
    ['overhead.hashtable.main', main],
    ['overhead.hashtable.expires', expires],
    ['overhead.hashtable.slot-to-keys', 0],
  ])
}
