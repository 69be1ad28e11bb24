import type { Bytes } from '@resident/bytes'

/** Milliseconds during which further offences of the same kind are counted in the same entry. */
const GROUPING_TIME = 60_000
/** How many of the newest entries are searched for one of the same kind. */
const LOOKED_THROUGH = 10

/** What was refused. */
export interface Offence {
  readonly reason: 'command' | 'key' | 'channel' | 'auth'
  readonly context: 'toplevel' | 'multi' | 'lua'
  /** The command, key or channel; for 'auth', the name of the command as it was spelt. */
  readonly object: Bytes
  readonly username: Bytes
}

/** One kind of offence, and how often it happened. */
export interface DenialLogEntry extends Offence {
  count: number
  /** The last time, in Unix milliseconds, and the client's line in CLIENT LIST then. */
  at: number
  clientInfo: Bytes
}

/** ACL LOG: what was refused for lack of permission, the newest first. */
export class DenialLog {
  #entries: DenialLogEntry[] = []

  get entries(): readonly DenialLogEntry[] {
    return this.#entries
  }

  reset(): void {
    this.#entries = []
  }

  /** Adds the offence to a recent entry of the same kind, or as a new one; keeps at most `most` entries. */
  add(offence: Offence, at: number, clientInfo: Bytes, most: number): void {
    const index = this.#entries.findIndex(
      (entry, i) => i < LOOKED_THROUGH && isAlike(entry, offence, at),
    )
    if (index < 0) {
      this.#entries.unshift({ ...offence, count: 1, at, clientInfo })
      this.#entries.length = Math.min(this.#entries.length, most)
      return
    }
    const [entry] = this.#entries.splice(index, 1)
    this.#entries.unshift(entry!)
    entry!.count++
    entry!.at = at
    entry!.clientInfo = clientInfo
  }
}

function isAlike(entry: DenialLogEntry, offence: Offence, at: number): boolean {
  return (
    entry.reason === offence.reason &&
    entry.context === offence.context &&
    Math.abs(entry.at - at) <= GROUPING_TIME &&
    entry.object === offence.object &&
    entry.username === offence.username
  )
}
