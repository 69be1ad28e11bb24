import type { DatabaseOverhead, MemoryReport } from '@resident/commands'
import type { Keyspace } from '@resident/keyspace'
import { dictSlots } from '@resident/storage'
import { STARTUP_BYTES } from './memory.ts'
import type { Server } from './server.ts'

/** The sizes of dictEntry, dictEntry * and redisObject, which Redis counts as the overhead of a key, without rounding. */
const ENTRY_BYTES = 24
const SLOT_BYTES = 8
const OBJECT_BYTES = 16

/** What INFO and MEMORY show. The allocator's figures are those of the whole process, since its parts share one heap. */
export function memoryReport(server: Server): MemoryReport {
  const { memory, clientEviction, databases } = server
  clientEviction.countAll()
  const { used, peak } = memory
  const clients = clientEviction.bytes
  const tables = databases.all.filter((db) => db.size > 0).map(overheadOf)
  let overhead = STARTUP_BYTES + clients
  for (const { main, expires } of tables) overhead += main + expires
  const { heapUsed, heapTotal, external, rss } = process.memoryUsage()
  return {
    used,
    peak,
    startup: STARTUP_BYTES,
    clients,
    databases: tables,
    keys: databases.size,
    overhead,
    dataset: Math.max(0, used - overhead),
    allocated: heapUsed + external,
    active: heapTotal + external,
    resident: rss,
  }
}

function overheadOf({ index, size, volatileSize }: Keyspace): DatabaseOverhead {
  return {
    index,
    main: tableBytes(size) + size * OBJECT_BYTES,
    expires: tableBytes(volatileSize),
  }
}

function tableBytes(entries: number): number {
  return dictSlots(entries) * SLOT_BYTES + entries * ENTRY_BYTES
}
