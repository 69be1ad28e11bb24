import type { Bytes } from '@resident/bytes'
import type { ClockSetting, KeyspaceImage } from '@resident/keyspace'
import type { Server } from './server.ts'
import { UsageError } from './usage-error.ts'

/**
 * What a server held at one moment: its data with their deadlines, its functions, and its time if that was frozen or moved.
 * It never changes, and can be restored in any number of servers.
 */
export interface ServerImage {
  readonly databases: readonly KeyspaceImage[]
  /** The code of each library. */
  readonly libraries: readonly Bytes[]
  readonly time: ClockSetting | undefined
}

/**
 * Captures what the server holds now. Costs a few microseconds per million keys; what changes later is copied then. Throws a
 * UsageError with code ERR_BUSY while a command is suspended half-way.
 */
export function imageOf(server: Server): ServerImage {
  refuseWhileBusy(server)
  return {
    databases: server.databases.snapshot(),
    libraries: [...(server.libraries?.codes() ?? [])],
    time: server.clock.setting,
  }
}

/**
 * Replaces what the server holds by the image. Clients stay connected: transactions that WATCH a key that existed before or
 * exists now are broken, tracking clients are told to invalidate everything, and blocked clients whose keys exist now are
 * served. Throws a UsageError: ERR_BUSY while a command is suspended half-way, ERR_DATABASES if there are too few databases.
 */
export function restoreImage(server: Server, image: ServerImage): void {
  refuseWhileBusy(server)
  const { blocking, clock, databases, tracking } = server
  const used = image.databases.findLastIndex(({ table }) => table.size > 0)
  if (used >= databases.count) {
    throw new UsageError(
      'ERR_DATABASES',
      `There is no database ${used} here (parameter 'databases').`,
    )
  }
  clock.refresh()
  tracking.flushed()
  databases.restore(image.databases)
  restoreLibraries(server, image.libraries)
  if (image.time !== undefined) clock.imitate(image.time)
  if (blocking.pending) blocking.serve()
}

/** Does not run the libraries again if they have not changed. */
function restoreLibraries({ libraries }: Server, codes: readonly Bytes[]): void {
  if (libraries === undefined) return
  const present = [...libraries.codes()]
  if (present.length === codes.length && codes.every((code, i) => code === present[i])) return
  libraries.flush()
  for (const code of codes) libraries.load(code, false)
}

/** Throws a UsageError with code ERR_BUSY while a command is suspended half-way: nobody should see that state of the data. */
export function refuseWhileBusy({ suspension }: Server): void {
  if (!suspension.active) return
  throw new UsageError(
    'ERR_BUSY',
    'A command (a long-running script) is suspended half-way: wait until it has ended.',
  )
}
