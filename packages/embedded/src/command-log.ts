import { ascii, fromUtf8 } from '@resident/bytes'
import { globMatches, type Tap, type Taps } from '@resident/commands'
import { tapOf } from './hooks.ts'
import type { LoggedCommand } from './logged-command.ts'
import { ErrorReply, type PlainReply } from './plain-reply.ts'

/** How many entries are kept unless another limit is given; the oldest are dropped first. */
const MOST_ENTRIES = 10_000

export interface LogFilter {
  /** A name, or a pattern of names, in any case: `get`, `config` (with all subcommands), `x*`. */
  readonly command?: string
  /** A pattern as KEYS takes it; one of the command's keys must match. */
  readonly key?: string
  /** A pattern for the client's name. */
  readonly client?: string
  readonly db?: number
  /** `true`: only commands that got an error, `false`: only others; a text: only those that got an error with this code. */
  readonly error?: boolean | string
}

/**
 * What clients have sent, and the replies, in the order of sending. It is off, and costs nothing, until `start`. Commands
 * that EXEC and scripts run are not logged, since no client sent them.
 */
export class CommandLog implements Iterable<LoggedCommand> {
  readonly #taps: Taps
  readonly #tap: Tap = tapOf({ before: (command) => this.#add(command) })
  #entries: LoggedCommand[] = []
  #limit = MOST_ENTRIES

  constructor(taps: Taps) {
    this.#taps = taps
  }

  /** Logs from now on, keeping the last `limit` commands (10,000 unless another limit was set before). */
  start({ limit = this.#limit }: { readonly limit?: number } = {}): this {
    this.#limit = limit
    this.#entries = this.#entries.slice(Math.max(0, this.#entries.length - limit))
    this.#taps.add(this.#tap)
    return this
  }

  /** Stops logging. What was logged stays. */
  stop(): void {
    this.#taps.remove(this.#tap)
  }

  /** Removes all entries; logging continues if it was on. */
  clear(): void {
    this.#entries = []
  }

  /** All entries, or those that match the filter; a text is a filter by `command`. */
  entries(filter: LogFilter | string = {}): readonly LoggedCommand[] {
    const { command, key, client, db, error } =
      typeof filter === 'string' ? ({ command: filter } as LogFilter) : filter
    return this.#entries.filter(
      (each) =>
        (command === undefined || isNamed(each, command)) &&
        (key === undefined || each.hasKey((name) => globMatches(fromUtf8(key), name))) &&
        (client === undefined || globMatches(fromUtf8(client), fromUtf8(each.client.name))) &&
        (db === undefined || each.db === db) &&
        (error === undefined || hasError(each, error)),
    )
  }

  /** How many entries there are, or how many match the filter. */
  count(filter: LogFilter | string = {}): number {
    return this.entries(filter).length
  }

  /** How often each command was sent, by name. */
  get counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const { command } of this.#entries) counts.set(command, (counts.get(command) ?? 0) + 1)
    return counts
  }

  /**
   * How often clients had to wait for the server. Whatever a client sends before everything that it sent earlier is
   * answered belongs to the same round trip: a pipeline of any length, a transaction sent in one piece, a `Promise.all` over
   * one connection. A server cannot see more than that: requests that are sent separately, and arrive when the ones before
   * them are answered, count as several.
   */
  roundTrips(filter: LogFilter | string = {}): number {
    const trips = this.entries(filter).map((each) => `${each.client.id} ${each.roundTrip}`)
    return new Set(trips).size
  }

  [Symbol.iterator](): Iterator<LoggedCommand> {
    return this.#entries[Symbol.iterator]()
  }

  /** One command per line, each with its reply. */
  toString(): string {
    return this.#entries.map((each) => `${each} → ${shown(each)}`).join('\n')
  }

  #add(command: LoggedCommand): void {
    this.#entries.push(command)
    if (this.#entries.length > this.#limit) this.#entries.shift()
  }
}

function isNamed({ command }: LoggedCommand, pattern: string): boolean {
  const wanted = fromUtf8(pattern.toLowerCase().replace(' ', '|'))
  const container = command.split('|', 1)[0]!
  return globMatches(wanted, ascii(command)) || globMatches(wanted, ascii(container))
}

function hasError({ error }: LoggedCommand, wanted: boolean | string): boolean {
  if (typeof wanted === 'boolean') return (error !== undefined) === wanted
  return error?.code === wanted
}

/** Longer replies, such as that of INFO, are cut to this length. */
const LONGEST_SHOWN = 200

function shown({ reply }: LoggedCommand): string {
  if (reply === undefined) return '(no answer)'
  const text = textOf(reply)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/** Much like JSON, but also for sets, maps and errors. */
function textOf(reply: PlainReply): string {
  if (reply instanceof ErrorReply) return `(error) ${reply.message}`
  if (typeof reply === 'bigint') return String(reply)
  if (typeof reply !== 'object' || reply === null) return JSON.stringify(reply)
  if (isMap(reply)) {
    return `{${[...reply].map(([key, value]) => `${textOf(key)}:${textOf(value)}`).join(',')}}`
  }
  return `[${[...reply].map(textOf).join(',')}]`
}

function isMap(
  reply: Exclude<PlainReply, ErrorReply>,
): reply is ReadonlyMap<PlainReply, PlainReply> {
  return reply instanceof Map
}
