import type { Bytes } from '@resident/bytes'

/** How long an entry takes in others like it, in milliseconds. */
const GROUPING_TIME = 60_000
/** How many of the newest entries are looked through for one that is alike. */
const LOOKED_THROUGH = 10

/** What was refused. */
export interface Offence {
  readonly reason: 'command' | 'key' | 'channel' | 'auth'
  readonly context: 'toplevel' | 'multi' | 'lua'
  /** The command, key or channel; of AUTH, the command's name as it was spelt. */
  readonly object: Bytes
  readonly username: Bytes
}

/** One kind of offence, and how often it was committed. */
export interface DenialLogEntry extends Offence {
  count: number
  /** When last, in Unix milliseconds; and the client's line in CLIENT LIST then. */
  at: number
  clientInfo: Bytes
}

/** ACL LOG: what was refused for want of permission, the newest first. */
export class DenialLog {
  #entries: DenialLogEntry[] = []

  get entries(): readonly DenialLogEntry[] {
    return this.#entries
  }

  reset(): void {
    this.#entries = []
  }

  /** Counts the offence with one like it if that was not long ago; keeps `most` entries. */
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
