import { ascii, type Bytes, owned } from '@resident/bytes'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { shownArgv } from './shown-argv.ts'
import type { Row } from './table.ts'

/** The most arguments of a command that are kept, and the most bytes of an argument. */
const MOST_ARGUMENTS = 32
const MOST_BYTES = 128

/** A command that took long. */
export interface SlowCommand {
  readonly id: number
  /** Unix seconds. */
  readonly time: number
  readonly microseconds: number
  readonly argv: Argv
  readonly address: Bytes
  readonly clientName: Bytes
}

/** The commands that took longer than was asked for, the latest first. */
export class Slowlog {
  /** slowlog-log-slower-than, in microseconds; negative: nothing is logged. */
  threshold = -1
  /** slowlog-max-len. */
  mostEntries = 0
  #entries: SlowCommand[] = []
  #nextId = 0

  get length(): number {
    return this.#entries.length
  }

  /** Keeps the command if it took long enough. */
  heed(client: Client, row: Row, argv: Argv, microseconds: number): void {
    if (this.threshold < 0 || microseconds < this.threshold || row.skipsSlowlog) return
    // The latest comes last, where an array can grow.
    this.#entries.push({
      id: this.#nextId++,
      time: Math.floor(client.server.clock.now() / 1000),
      microseconds: Math.floor(microseconds),
      argv: shortened(shownArgv(row, argv)),
      address: client.connection.address,
      clientName: client.name,
    })
    this.shorten()
  }

  /** Drops the oldest entries beyond the limit. Redis does so after every command, unless logging is off. */
  shorten(): void {
    if (this.threshold < 0) return
    while (this.#entries.length > this.mostEntries) this.#entries.shift()
  }

  /** The latest `count`, the latest first. */
  latest(count: number): readonly SlowCommand[] {
    return this.#entries.slice(Math.max(0, this.#entries.length - count)).reverse()
  }

  clear(): void {
    this.#entries = []
  }
}

function shortened(argv: Argv): Argv {
  const kept = argv.slice(0, MOST_ARGUMENTS).map(shortenedArgument)
  if (argv.length > MOST_ARGUMENTS) {
    const left = argv.length - MOST_ARGUMENTS + 1
    kept[MOST_ARGUMENTS - 1] = ascii(`... (${left} more arguments)`)
  }
  return kept
}

function shortenedArgument(argument: Bytes): Bytes {
  const left = argument.length - MOST_BYTES
  const text = left > 0 ? `${argument.slice(0, MOST_BYTES)}... (${left} more bytes)` : argument
  return owned(ascii(text))
}
