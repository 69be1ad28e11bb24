import type { Handler } from '../command.ts'
import type { DatabaseOverhead, MemoryReport } from '../memory-report.ts'
import { type ReplyFields, type ReplyValue, replyValue } from '../reply-value.ts'

/** MEMORY STATS */
export const memoryStats: Handler = ({ server }, _argv, reply) => {
  const report = server.memoryReport()
  replyValue(reply, {
    ...serverFields(report),
    ...Object.fromEntries(
      report.databases.map((each) => [`db.${each.index}`, databaseFields(each)]),
    ),
    ...datasetFields(report),
    ...allocatorFields(report),
  })
}

function serverFields({ used, peak, startup, clients }: MemoryReport): ReplyFields {
  return {
    'peak.allocated': peak,
    'total.allocated': used,
    'startup.allocated': startup,
    'replication.backlog': 0,
    'clients.slaves': 0,
    'clients.normal': clients,
    'cluster.links': 0,
    'aof.buffer': 0,
    // Scripts live in the same heap as everything else, and are not measured.
    'lua.caches': 0,
    'functions.caches': 0,
  }
}

function databaseFields({ main, expires }: DatabaseOverhead): ReplyFields {
  return {
    'overhead.hashtable.main': main,
    'overhead.hashtable.expires': expires,
    'overhead.hashtable.slot-to-keys': 0,
  }
}

function datasetFields({
  used,
  peak,
  startup,
  overhead,
  keys,
  dataset,
}: MemoryReport): ReplyFields {
  return {
    'overhead.total': overhead,
    'keys.count': keys,
    'keys.bytes-per-key': keys === 0 ? 0 : Math.floor((used - startup) / keys),
    'dataset.bytes': dataset,
    'dataset.percentage': ratio(100 * dataset, Math.max(1, used - startup)),
    'peak.percentage': ratio(100 * used, Math.max(1, peak)),
  }
}

function allocatorFields({ used, allocated, active, resident }: MemoryReport): ReplyFields {
  return {
    'allocator.allocated': allocated,
    'allocator.active': active,
    'allocator.resident': resident,
    'allocator-fragmentation.ratio': ratio(active, allocated),
    'allocator-fragmentation.bytes': active - allocated,
    'allocator-rss.ratio': ratio(resident, active),
    'allocator-rss.bytes': resident - active,
    'rss-overhead.ratio': ratio(1, 1),
    'rss-overhead.bytes': 0,
    fragmentation: ratio(resident, used),
    'fragmentation.bytes': resident - used,
  }
}

/** Redis keeps ratios as floats. */
function ratio(part: number, whole: number): ReplyValue {
  return (reply) => reply.double(Math.fround(part / whole))
}
