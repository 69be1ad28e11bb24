import type { Bytes } from '@resident/bytes'
import { untilZero } from './until-zero.ts'

/**
 * An error reply. It is thrown, carries no stack, and is written to the client
 * as `-CODE message`.
 */
export class CommandError {
  readonly code: string
  readonly message: string

  constructor(code: string, message: string) {
    this.code = code
    this.message = message
  }
}

export const err = (message: string): CommandError => new CommandError('ERR', message)

// The refusals of several commands; those of a single command are in its file.
// The wording is Redis's own, to the letter: clients match on it.
export const WRONGTYPE: CommandError = new CommandError(
  'WRONGTYPE',
  'Operation against a key holding the wrong kind of value',
)
export const NOT_AN_INTEGER: CommandError = err('value is not an integer or out of range')
export const NOT_A_FLOAT: CommandError = err('value is not a valid float')
export const SYNTAX: CommandError = err('syntax error')
export const NO_SUCH_KEY: CommandError = err('no such key')
export const DB_OUT_OF_RANGE: CommandError = err('DB index is out of range')
export const SAME_OBJECT: CommandError = err('source and destination objects are the same')
export const NOAUTH: CommandError = new CommandError('NOAUTH', 'Authentication required.')
export const OOM: CommandError = new CommandError(
  'OOM',
  "command not allowed when used memory > 'maxmemory'.",
)
export const INTERNAL: CommandError = err('internal error')
export const STRING_TOO_LONG: CommandError = err(
  'string exceeds maximum allowed size (proto-max-bulk-len)',
)
export const NAN_OR_INFINITY: CommandError = err('increment would produce NaN or Infinity')
export const CORRUPTED_SKETCH: CommandError = new CommandError(
  'INVALIDOBJ',
  'Corrupted HLL object detected',
)
export const WRONGPASS: CommandError = new CommandError(
  'WRONGPASS',
  'invalid username-password pair or user is disabled.',
)
export const NUMKEYS_NOT_POSITIVE: CommandError = err('numkeys should be greater than 0')
export const LIMIT_NEGATIVE: CommandError = err("LIMIT can't be negative")
export const COUNT_NOT_POSITIVE: CommandError = err('count should be greater than 0')
export const COUNT_ZERO: CommandError = err('COUNT must be > 0')

export const wrongArity = (fullName: string): CommandError =>
  err(`wrong number of arguments for '${fullName}' command`)

/** A subcommand that exists, with arguments that it does not take (addReplySubcommandSyntaxError). */
export const subcommandSyntax = (container: string, subcommand: string): CommandError =>
  err(
    `unknown subcommand or wrong number of arguments for '${untilZero(subcommand).slice(0, 128)}'. Try ${container} HELP.`,
  )

export const CLUSTER_DOWN: CommandError = new CommandError('CLUSTERDOWN', 'The cluster is down')
export const CLUSTER_DOWN_READS_ONLY: CommandError = new CommandError(
  'CLUSTERDOWN',
  'The cluster is down and only accepts read commands',
)

export const unknownNode = (id: Bytes): CommandError => err(`Unknown node ${untilZero(id)}`)

export const NO_MASTER_LINK: CommandError = new CommandError(
  'NOMASTERLINK',
  "Can't SYNC while not connected with my master",
)
/** An error without any text, as in Redis. */
export const NOT_SAVED: CommandError = err('')
export const SAVE_IN_PROGRESS: CommandError = err('Background save already in progress')
export const MISCONF: CommandError = new CommandError(
  'MISCONF',
  "Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled, because this instance is configured to report errors during writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs for details about the RDB error.",
)

export const NO_ACL_FILE: CommandError = err(
  'This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.',
)

export const invalidMinIdle = (command: string): CommandError =>
  err(`Invalid min-idle-time argument for ${command}`)
