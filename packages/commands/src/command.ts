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

/** Where the search for keys begins: at a position, or after a keyword. */
export type KeySearch =
  | { readonly index: number }
  | { readonly keyword: string; readonly startFrom: number }
  | 'unknown'

/**
 * How keys are arranged from there on: as a range (`last` is an offset, counted from the end if negative;
 * `limit` n > 1: only the first 1/n of what remains), or as a count that is followed by as many keys.
 */
export type KeyFind =
  | { readonly last: number; readonly step: number; readonly limit: number }
  | { readonly countAt: number; readonly first: number; readonly step: number }
  | 'unknown'

/** Where keys are in argv, as COMMAND INFO's key specifications say it. */
export interface KeySpec {
  readonly flags: readonly KeyFlag[]
  readonly begin: KeySearch
  readonly find: KeyFind
  readonly notes?: string
}

/** One key of a request: where it is in argv, and what is done to it. */
export interface KeyPlace {
  readonly index: number
  readonly flags: readonly KeyFlag[]
}

/** What a script declares about itself by its flags. */
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
  /** In lower case; for a subcommand, without the container's ('list' of 'client|list'). */
  readonly name: string
  /** Arguments, the name (and a subcommand's) among them; `-n` means n or more. */
  readonly arity: number
  readonly flags: readonly CommandFlag[]
  /** `all.ts` sets it for Redis's commands, by folder. A subcommand has its container's; the default is generic. */
  readonly group?: CommandGroup
  /** ACL categories besides the group's own and those that follow from the flags. */
  readonly acl?: readonly string[]
  /** Redis does not count it in its group's ACL category, as it does not count pure containers. */
  readonly ungrouped?: true
  readonly keys?: readonly KeySpec[]
  /** Finds the keys, for the few commands whose key specs do not say where all of them are: see `key-specs.ts`. */
  readonly findKeys?: (argv: Argv) => readonly KeyPlace[]
  readonly tips?: readonly string[]
  /**
   * The command is so short that timing it by itself would cost more than running it: always, or (a number) with at most
   * that many words. By default that holds for commands flagged `fast`, while they have few arguments.
   */
  readonly brief?: true | number
  /** Why this client may neither run nor queue the command now. The handler must check it, too: it may be called in other ways. */
  readonly forbids?: (client: Client) => CommandError | undefined
  /** What a request declares about itself, which overrides the row's flags: scripts do so. */
  readonly declared?: (client: Client, argv: Argv) => Declared | undefined
  /** Where a request's secrets are, which neither MONITOR nor SLOWLOG shows. */
  readonly secrets?: (argv: Argv) => readonly number[]
  /** It controls the server rather than its data: it is not paused, not struck by faults, and not shown to taps. */
  readonly governs?: true
  /** Absent only for a container whose name alone is no command. */
  readonly run?: Handler
  readonly subcommands?: readonly Command[]
  /** For a command that Redis does not have: the release that introduced it. For Redis's own, `docs/` has it. */
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

/** Every `step`th argument from argv[index] on is a key; `last` is the last one, -1 for the end, -2 for the one before it. */
export function keysFrom(index: number, last: number, step: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { index }, find: { last, step, limit: 0 } }
}

/** One key after a keyword, which is searched for from argv[startFrom] on. */
export function keyAfter(keyword: string, startFrom: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { keyword, startFrom }, find: { last: 0, step: 1, limit: 0 } }
}

/** A count at argv[index], followed by as many keys. */
export function countedKeys(index: number, ...flags: KeyFlag[]): KeySpec {
  return { flags, begin: { index }, find: { countAt: 0, first: 1, step: 1 } }
}
