import type { Bytes } from '@resident/bytes'
import type { ClockSetting, KeyspaceImage } from '@resident/keyspace'
import type { Server } from './server.ts'
import { UsageError } from './usage-error.ts'

/**
 * What a server held at some moment: its data with their deadlines, its functions, and its time if that was moved by
 * hand. Nobody changes it, and any number of servers may go on from it.
 */
export interface ServerImage {
  readonly databases: readonly KeyspaceImage[]
  /** The code of each library. */
  readonly libraries: readonly Bytes[]
  readonly time: ClockSetting | undefined
}

/** What the server holds now. Costs a few microseconds a million keys, and later a copy of what is changed. */
export function imageOf(server: Server): ServerImage {
  refuseWhileBusy(server)
  return {
    databases: server.databases.snapshot(),
    libraries: [...(server.libraries?.codes() ?? [])],
    time: server.clock.setting,
  }
}

/**
 * The server goes on from the image, whatever it held. Clients stay: transactions that WATCH a key that was or is there
 * are broken, tracking clients are told to forget all, and who waits for a key that is there now is served.
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

/** Nothing is run anew where nothing has changed. */
function restoreLibraries({ libraries }: Server, codes: readonly Bytes[]): void {
  if (libraries === undefined) return
  const present = [...libraries.codes()]
  if (present.length === codes.length && codes.every((code, i) => code === present[i])) return
  libraries.flush()
  for (const code of codes) libraries.load(code, false)
}

/** A command stands half-way (a script that has run for long): what there is now is no state that anybody should see. */
export function refuseWhileBusy({ suspension }: Server): void {
  if (!suspension.active) return
  throw new UsageError(
    'ERR_BUSY',
    'A command stands half-way (a script that runs for long): wait until it has ended.',
  )
}
