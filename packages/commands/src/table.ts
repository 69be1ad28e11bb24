import { ascii, owned } from '@resident/bytes'
import type { Argv, Command, CommandFlag, CommandGroup, Handler, KeySpec } from './command.ts'
import { type CommandError, err } from './errors.ts'
import { LatencyHistogram } from './latency-histogram.ts'

/** The most spellings that are remembered, so that hostile clients cannot fill the memory. */
const MOST_SPELLINGS = 4096

/** Commands that write nothing themselves but may be propagated to replicas all the same; COMMAND INFO does not show it. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'eval',
  'evalsha',
  'fcall',
  'pfcount',
  'publish',
  'spublish',
])

/** More words than a request can have, and a small integer to V8. */
const TOO_MANY = 2 ** 30

/**
 * A row prepared for execution, with what a server counts about it. It belongs
 * to one table: two servers in a process count separately.
 */
export class Row {
  readonly command: Command
  readonly group: CommandGroup
  /** 'get', 'client|list': as COMMAND INFO and ACL name it. */
  readonly fullName: string
  readonly run: Handler | undefined
  readonly parent: Row | undefined
  readonly subcommands: ReadonlyMap<string, Row> | undefined
  readonly keys: readonly KeySpec[]
  readonly fewest: number
  /** From how many words on a request is plain: never, where `forbids` may have something to say. */
  readonly plainFrom: number
  readonly most: number
  readonly readonly: boolean
  readonly write: boolean
  /** It may be propagated to replicas: it writes, or is in `PASSED_ON`. */
  readonly mayReplicate: boolean
  readonly denyoom: boolean
  readonly noAuth: boolean
  readonly noMulti: boolean
  readonly noScript: boolean
  readonly allowBusy: boolean
  readonly fast: boolean
  /** With at most this many arguments its time is taken from its batch. */
  readonly briefUpTo: number
  /** MONITOR does not show it when it has run. */
  readonly hidden: boolean
  /** EVAL, FCALL and their other forms: their scripts run commands of their own. */
  readonly runsScript: boolean
  readonly skipsSlowlog: boolean
  /** Its arguments may be kept after the request is answered, so they must own their memory. */
  readonly keeps: boolean
  calls = 0
  microseconds = 0
  /** Calls of the present batch whose time is not yet in `microseconds`. */
  unshared = 0
  rejected = 0
  failed = 0
  /** How long its calls took; absent until there was one. */
  histogram: LatencyHistogram | undefined

  constructor(command: Command, parent?: Row) {
    const has = (flag: CommandFlag): boolean => command.flags.includes(flag)
    this.command = command
    this.parent = parent
    this.group = parent?.group ?? command.group ?? 'generic'
    this.fullName = parent === undefined ? command.name : `${parent.fullName}|${command.name}`
    this.run = command.run
    this.subcommands =
      command.subcommands &&
      new Map(command.subcommands.map((each) => [each.name, new Row(each, this)]))
    this.keys = command.keys ?? []
    this.fewest = Math.abs(command.arity)
    this.plainFrom = command.forbids === undefined ? this.fewest : TOO_MANY
    this.most = command.arity < 0 ? Number.MAX_SAFE_INTEGER : command.arity
    this.readonly = has('readonly')
    this.write = has('write')
    this.mayReplicate = this.write || PASSED_ON.has(this.fullName)
    this.denyoom = has('denyoom')
    this.noAuth = has('no_auth')
    this.noMulti = has('no_multi')
    this.noScript = has('noscript')
    this.allowBusy = has('allow_busy')
    this.fast = has('fast')
    this.briefUpTo = briefUpTo(command)
    this.runsScript = has('skip_monitor')
    this.hidden = has('admin') || this.runsScript
    this.skipsSlowlog = has('skip_slowlog')
    this.keeps = !this.readonly || has('blocking')
  }

  fits(argc: number): boolean {
    return argc >= this.fewest && argc <= this.most
  }

  /** Whether nothing in the row itself prevents a request of this many words. */
  isPlain(argc: number): boolean {
    return argc >= this.plainFrom && argc <= this.most
  }

  /** Adds calls that took this long each to the histogram. */
  record(microseconds: number, calls: number): void {
    this.histogram ??= new LatencyHistogram()
    this.histogram.record(microseconds, calls)
  }

  /** Resets what was counted, of subcommands too. */
  resetStats(): void {
    this.calls = 0
    this.microseconds = 0
    this.rejected = 0
    this.failed = 0
    this.histogram = undefined
    for (const each of this.subcommands?.values() ?? []) each.resetStats()
  }

  has(flag: CommandFlag): boolean {
    return this.command.flags.includes(flag)
  }
}

/** A command's place in a table. Most servers meet few of their commands, so a row is made when it is first needed. */
class Place {
  readonly #command: Command
  #row: Row | undefined

  constructor(command: Command) {
    this.#command = command
  }

  get row(): Row {
    this.#row ??= new Row(this.#command)
    return this.#row
  }
}

/** All commands of one server, by name. */
export class CommandTable {
  readonly #places = new Map<string, Place>()
  /** By their original names, which ACL rules use even after a `rename`. */
  readonly #originals = new Map<string, Place>()
  /** By the spellings that clients use: GET, get, Get; these own their memory. Saves making a lower-case copy per request. */
  readonly #spellings = new Map<string, Row>()

  constructor(commands: Iterable<Command>) {
    for (const command of commands) this.#put(command)
  }

  /** Adds a command, or replaces the one of that name. */
  add(command: Command): void {
    this.#put(command)
    this.#spellings.clear()
  }

  #put(command: Command): void {
    const place = new Place(command)
    this.#places.set(command.name, place)
    this.#originals.set(command.name, place)
  }

  /** rename-command: gives the command another name, or none (''). Returns whether there was such a command and the new name was free. */
  rename(from: string, to: string): 'renamed' | 'no such command' | 'name taken' {
    const place = this.#places.get(from.toLowerCase())
    if (place === undefined) return 'no such command'
    this.#places.delete(from.toLowerCase())
    this.#spellings.clear()
    const name = to.toLowerCase()
    if (name === '') return 'renamed'
    if (this.#places.has(name)) return 'name taken'
    this.#places.set(name, place)
    return 'renamed'
  }

  /** A top-level row, by its name in any case. */
  find(name: string): Row | undefined {
    return this.#spellings.get(name) ?? this.#findSlowly(name)
  }

  /** The row of a request: for a container, that of its subcommand. */
  resolve(argv: Argv): Row | undefined {
    const row = this.find(argv[0]!)
    return row?.subcommands === undefined || argv.length < 2 ? row : subcommand(row, argv)
  }

  /** By full name: 'get', 'client|list'. */
  findFull(fullName: string): Row | undefined {
    return named(this.#places, fullName)
  }

  /** The same by the original name, before any `rename`. */
  findOriginal(fullName: string): Row | undefined {
    return named(this.#originals, fullName)
  }

  /** Top-level rows, including those that a `rename` has removed. */
  get originals(): readonly Row[] {
    return rowsOf(this.#originals)
  }

  /** Top-level rows. */
  get rows(): readonly Row[] {
    return rowsOf(this.#places)
  }

  /** The same, each followed by its subcommands'. */
  get allRows(): readonly Row[] {
    return this.rows.flatMap((row) => [row, ...(row.subcommands?.values() ?? [])])
  }

  get size(): number {
    return this.#places.size
  }

  #findSlowly(name: string): Row | undefined {
    const row = this.#places.get(name.toLowerCase())?.row
    if (row === undefined) return undefined
    if (this.#spellings.size < MOST_SPELLINGS) this.#spellings.set(owned(ascii(name)), row)
    return row
  }
}

function subcommand(row: Row, argv: Argv): Row | undefined {
  return row.subcommands?.get(argv[1]!.toLowerCase())
}

function rowsOf(places: ReadonlyMap<string, Place>): readonly Row[] {
  return Array.from(places.values(), ({ row }) => row)
}

function named(places: ReadonlyMap<string, Place>, fullName: string): Row | undefined {
  const [name, sub, ...rest] = fullName.toLowerCase().split('|')
  const row = places.get(name!)?.row
  if (sub === undefined || row === undefined) return row
  return rest.length === 0 ? row.subcommands?.get(sub) : undefined
}

/** The refusal of a request for which there is no row. */
export function unknownCommand(table: CommandTable, argv: Argv): CommandError {
  const name = argv[0]!
  const container = table.find(name)
  if (container !== undefined) {
    const sub = shown(argv[1]!, 128)
    return err(`unknown subcommand '${sub}'. Try ${container.command.name.toUpperCase()} HELP.`)
  }
  return unknownName(argv)
}

/** The refusal of a name that is no command. */
export function unknownName(argv: Argv): CommandError {
  let args = ''
  for (let i = 1; i < argv.length && args.length < 128; i++) {
    args += `'${shown(argv[i]!, 128 - args.length)}' `
  }
  return err(`unknown command '${shown(argv[0]!, 128)}', with args beginning with: ${args}`)
}

/** As C prints it: up to a zero byte. */
function shown(bytes: string, most: number): string {
  const zero = bytes.indexOf('\0')
  return bytes.slice(0, zero === -1 ? most : Math.min(zero, most))
}

/** A brief command with more arguments than this no longer counts as brief. */
const FEW_ARGUMENTS = 63

function briefUpTo({ brief, flags }: Command): number {
  if (typeof brief === 'number') return brief
  // What waits is accounted for when it goes on, by itself: BZPOPMIN is fast, and waits.
  const isFast = flags.includes('fast') && !flags.includes('blocking')
  return brief === true || isFast ? FEW_ARGUMENTS : 0
}
