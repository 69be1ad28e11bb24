import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Client } from './client.ts'
import type { CommandError } from './errors.ts'

/** A request as it came, the name at 0, so that positions agree with COMMAND INFO's. */
export type Argv = readonly Bytes[]

/** COMMAND INFO's flags, in its words. `movablekeys` is worked out from the key specs. */
export type CommandFlag =
  | 'write'
  | 'readonly'
  | 'denyoom'
  | 'admin'
  | 'pubsub'
  | 'noscript'
  | 'blocking'
  | 'loading'
  | 'stale'
  | 'skip_monitor'
  | 'skip_slowlog'
  | 'asking'
  | 'fast'
  | 'no_auth'
  | 'no_mandatory_keys'
  | 'protected'
  | 'no_async_loading'
  | 'no_multi'
  | 'movablekeys'
  | 'allow_busy'

/** The groups of COMMAND DOCS; a folder each. */
export type CommandGroup =
  | 'string'
  | 'bitmap'
  | 'hyperloglog'
  | 'list'
  | 'hash'
  | 'set'
  | 'sorted-set'
  | 'geo'
  | 'stream'
  | 'generic'
  | 'connection'
  | 'pubsub'
  | 'transactions'
  | 'scripting'
  | 'server'
  | 'cluster'

/** What a command does to a key, in COMMAND INFO's letters. */
export type KeyFlag =
  | 'RO'
  | 'RW'
  | 'OW'
  | 'RM'
  | 'access'
  | 'update'
  | 'insert'
  | 'delete'
  | 'not_key'
  | 'incomplete'
  | 'variable_flags'

/** Where the search for keys begins: at a position, or after a word. */
export type KeySearch =
  | { readonly index: number }
  | { readonly keyword: string; readonly startFrom: number }
  | 'unknown'

/**
 * How keys stand from there on: a range (`last` as an offset, negative from
 * the end; `limit` n > 1: only the first 1/n of what remains), or a count that is followed by keys.
 */
export type KeyFind =
  | { readonly last: number; readonly step: number; readonly limit: number }
  | { readonly countAt: number; readonly first: number; readonly step: number }
  | 'unknown'

/** Where keys stand in argv, as COMMAND INFO's key specifications say it. */
export interface KeySpec {
  readonly flags: readonly KeyFlag[]
  readonly begin: KeySearch
  readonly find: KeyFind
  readonly notes?: string
}

/** One key of a request: where it stands in argv, and what is done to it. */
export interface KeyPlace {
  readonly index: number
  readonly flags: readonly KeyFlag[]
}

/** What a script declares that it does. */
export interface Declared {
  readonly write: boolean
  readonly denyoom: boolean
}

export type Handler = (client: Client, argv: Argv, reply: ReplyWriter) => void

/**
 * A row of the table: the truth about one command, or about a container's subcommand. COMMAND INFO, ACL, WATCH,
 * the queue of MULTI and the generator of conformance all read it.
 */
export interface Command {
  /** In small letters; a subcommand's name stands alone ('list' of 'client|list'). */
  readonly name: string
  /** Arguments, the name (and a subcommand's) among them; `-n` means n or more. */
  readonly arity: number
  readonly flags: readonly CommandFlag[]
  /** `all.ts` gives it to Redis's commands, by their folders. A subcommand is of its container's; what nobody says is generic. */
  readonly group?: CommandGroup
  /** ACL categories besides the group's own and those that follow from the flags. */
  readonly acl?: readonly string[]
  /** Redis leaves it out of its group's ACL category, as it does pure containers. */
  readonly ungrouped?: true
  readonly keys?: readonly KeySpec[]
  /** Where the keys are, for the few commands whose key specs do not tell all: see `key-specs.ts`. */
  readonly findKeys?: (argv: Argv) => readonly KeyPlace[]
  readonly tips?: readonly string[]
  /**
   * So short that timing it singly would cost more than running it: without Redis's `fast` flag, or (a number) with so
   * many arguments at most. Without this, the commands flagged `fast` are, while they have few arguments.
   */
  readonly brief?: true | number
  /** Why this client may not run the command now, nor queue it. The handler asks too, being the one that nobody gets round. */
  readonly forbids?: (client: Client) => CommandError | undefined
  /** What a request says of itself, which then counts for more than the row's flags: scripts do. */
  readonly declared?: (client: Client, argv: Argv) => Declared | undefined
  /** Where a request's secrets stand, which neither MONITOR nor SLOWLOG shows. */
  readonly secrets?: (argv: Argv) => readonly number[]
  /** It governs the server from outside of its data: neither paused nor struck by faults, and looked at by nobody. */
  readonly governs?: true
  /** Absent only where there are subcommands and the bare name means nothing. */
  readonly run?: Handler
  readonly subcommands?: readonly Command[]
  /** The release that a command which Redis does not have came with; of Redis's own, `docs/` tells. */
  readonly since?: string
}

/** One key at argv[1]: what most commands have. */
export function firstKey(...flags: KeyFlag[]): readonly KeySpec[] {
  return [keyAt(1, ...flags)]
}

/** One key at argv[index]. */
export function keyAt(index: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { index }, find: { last: 0, step: 1, limit: 0 } }
}

/** Keys from argv[index] to the end less `-1 - last`, every `step`th. */
export function keysFrom(index: number, last: number, step: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { index }, find: { last, step, limit: 0 } }
}

/** One key behind a word, which is looked for from argv[startFrom] on. */
export function keyAfter(keyword: string, startFrom: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { keyword, startFrom }, find: { last: 0, step: 1, limit: 0 } }
}

/** A count at argv[index], then so many keys. */
export function countedKeys(index: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { index }, find: { countAt: 0, first: 1, step: 1 } }
}
