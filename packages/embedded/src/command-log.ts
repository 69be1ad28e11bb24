import { ascii, fromUtf8 } from '@resident/bytes'
import { globMatches, type Tap, type Taps } from '@resident/commands'
import { tapOf } from './hooks.ts'
import type { LoggedCommand } from './logged-command.ts'
import { ErrorReply, type PlainReply } from './plain-reply.ts'

/** Entries kept at most, unless another bound is given; the oldest go first. */
const MOST_ENTRIES = 10_000

export interface LogFilter {
  /** By name, or a pattern of names: `get`, `config` (with all subcommands), `x*`. In any case. */
  readonly command?: string
  /** A pattern as KEYS takes it, for any of the command's keys. */
  readonly key?: string
  /** A pattern for the client's name. */
  readonly client?: string
  readonly db?: number
  /** `true`: only what was answered an error; a text: an error of this code. */
  readonly error?: boolean | string
}

/**
 * What clients have sent and were answered, in the order of sending. Off until `start`; while it is off it costs
 * nothing. What EXEC and scripts run of themselves was not sent.
 */
export class CommandLog implements Iterable<LoggedCommand> {
  readonly #taps: Taps
  readonly #tap: Tap = tapOf({ before: (command) => this.#add(command) })
  #entries: LoggedCommand[] = []
  #limit = MOST_ENTRIES

  constructor(taps: Taps) {
    this.#taps = taps
  }

  /** Logs from now on; `limit`: how many commands are kept, the oldest going first (10,000, or as many as before). */
  start({ limit = this.#limit }: { readonly limit?: number } = {}): this {
    this.#limit = limit
    this.#entries = this.#entries.slice(Math.max(0, this.#entries.length - limit))
    this.#taps.add(this.#tap)
    return this
  }

  /** Logs no more. What was logged stays. */
  stop(): void {
    this.#taps.remove(this.#tap)
  }

  /** Forgets what was logged, and goes on logging if it did. */
  clear(): void {
    this.#entries = []
  }

  /** All of them, or those that the filter (a command's name will do) lets through. */
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

  /** How many there are, or how many the filter lets through. */
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
   * How often clients had to wait for the server. What a client sends while the server has not answered all that it sent
   * before, or has only a part of it, is the same round trip: a pipeline, however long, a transaction sent as one,
   * `Promise.all` over one connection. A server cannot see more than that: requests that are sent apart and come when
   * those before them are answered are several.
   */
  roundTrips(filter: LogFilter | string = {}): number {
    const trips = this.entries(filter).map((each) => `${each.client.id} ${each.roundTrip}`)
    return new Set(trips).size
  }

  [Symbol.iterator](): Iterator<LoggedCommand> {
    return this.#entries[Symbol.iterator]()
  }

  /** One command a line, with what it was answered. */
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

/** Of longer replies, such as INFO's, the beginning is shown. */
const LONGEST_SHOWN = 200

function shown({ reply }: LoggedCommand): string {
  if (reply === undefined) return '(no answer)'
  const text = textOf(reply)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/** Much as JSON would have it; of sets and maps too, and of errors among other replies. */
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
