import { CommandError } from '@resident/commands'
import type { FunctionsRefusal } from '@resident/rdb'

const err = (message: string): CommandError => new CommandError('ERR', message)

// Wording is Redis's own, to the letter.

/** What redis.call and redis.pcall refuse. */
export const UNKNOWN_COMMAND: CommandError = err('Unknown Redis command called from script')
export const WRONG_ARITY: CommandError = err(
  'Wrong number of args calling Redis command from script',
)
export const NOT_FROM_SCRIPT: CommandError = err('This Redis command is not allowed from script')
export const READ_ONLY_SCRIPT: CommandError = err(
  'Write commands are not allowed from read-only scripts.',
)

export const FOREIGN_KEY: CommandError = err(
  'Script attempted to access a non local key in a cluster node',
)
export const COMMAND_WHILE_DOWN: CommandError = err(
  'Script attempted to execute a command while the cluster is down',
)
export const WRITE_WHILE_DOWN: CommandError = err(
  'Script attempted to execute a write command while the cluster is down and readonly',
)
export const SECOND_SLOT: CommandError = err(
  'Script attempted to access keys that do not hash to the same slot',
)
export const NO_CLUSTER: CommandError = err(
  "Can not run script on cluster, 'no-cluster' flag is set.",
)

export const TOO_MANY_KEYS: CommandError = err(
  "Number of keys can't be greater than number of args",
)
export const NEGATIVE_KEYS: CommandError = err("Number of keys can't be negative")
export const BAD_NUMBER_OF_KEYS: CommandError = err('Bad number of keys provided')
export const NO_SCRIPT: CommandError = new CommandError(
  'NOSCRIPT',
  'No matching script. Please use EVAL.',
)
export const NOT_A_NUMBER: CommandError = err('value is not an integer or out of range')
export const WRITES_BY_RO: CommandError = err(
  'Can not execute a script with write flag using *_ro command.',
)
export const NO_ALLOW_OOM: CommandError = new CommandError(
  'OOM',
  "allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'",
)
export const NOT_BUSY: CommandError = new CommandError(
  'NOTBUSY',
  'No scripts in execution right now.',
)
export const BUSY_SCRIPT: CommandError = new CommandError(
  'BUSY',
  'Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
)
export const BUSY_FUNCTION: CommandError = new CommandError(
  'BUSY',
  'Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.',
)
export const UNKILLABLE: CommandError = new CommandError(
  'UNKILLABLE',
  'Sorry the script already executed write commands against the dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.',
)
export const DEBUG_BY_SHA: CommandError = err('Please use EVAL instead of EVALSHA for debugging')
export const DEBUG_WORDS: CommandError = err('Use SCRIPT DEBUG YES/SYNC/NO')
export const NO_DEBUGGER: CommandError = err(
  "Fork() failed: can't run EVAL in debugging mode: Function not implemented",
)
export const SCRIPT_FLUSH_WORDS: CommandError = err('SCRIPT FLUSH only support SYNC|ASYNC option')

export const BAD_SHEBANG: CommandError = err('Invalid script shebang')
export const BAD_ENGINE: CommandError = err('Invalid engine in script shebang')
export const unexpectedEngine = (word: string): CommandError =>
  err(`Unexpected engine in script shebang: ${word}`)
export const unexpectedFlag = (word: string): CommandError =>
  err(`Unexpected flag in script shebang: ${word}`)
export const unknownShebangOption = (word: string): CommandError =>
  err(`Unknown lua shebang option: ${word}`)
export const notCompiled = (fault: string): CommandError =>
  err(`Error compiling script (new function): ${fault}`)

export const FUNCTION_NOT_FOUND: CommandError = err('Function not found')
export const LIBRARY_NOT_FOUND: CommandError = err('Library not found')
export const NO_METADATA: CommandError = err('Missing library metadata')
export const BAD_METADATA: CommandError = err('Invalid library metadata')
export const SECOND_NAME: CommandError = err(
  'Invalid metadata value, name argument was given multiple times',
)
export const NO_LIBRARY_NAME: CommandError = err('Library name was not given')
export const NO_FUNCTIONS: CommandError = err('No functions registered')
export const NAME_LETTERS: CommandError = err(
  'Library names can only contain letters, numbers, or underscores(_) and must be at least one character long',
)
export const NO_LIBRARY_PATTERN: CommandError = err('library name argument was not given')
export const FUNCTION_FLUSH_WORDS: CommandError = err(
  'FUNCTION FLUSH only supports SYNC|ASYNC option',
)
export const RESTORE_WORDS: CommandError = err(
  'Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.',
)
export const badMetadata = (part: string): CommandError =>
  err(`Invalid metadata value given: ${part}`)
export const engineNotFound = (name: string): CommandError => err(`Engine '${name}' not found`)
export const libraryExists = (name: string): CommandError => err(`Library '${name}' already exists`)
export const libraryCollides = (name: string): CommandError => err(`Library ${name} already exists`)
export const functionExists = (name: string): CommandError => err(`Function ${name} already exists`)
export const functionNotCompiled = (fault: string): CommandError =>
  err(`Error compiling function: ${fault}`)
export const notRegistered = (fault: string): CommandError =>
  err(`Error registering functions: ${fault}`)
export const unknownOption = (word: string): CommandError => err(`Unknown option given: ${word}`)
export const unknownArgument = (word: string): CommandError => err(`Unknown argument ${word}`)

const PAYLOAD_FAULTS: Readonly<Record<FunctionsRefusal, string>> = {
  footer: 'DUMP payload version or checksum are wrong',
  type: 'given type is not a function',
  format: 'Failed loading library payload',
}

export const badFunctionsPayload = (refusal: FunctionsRefusal): CommandError =>
  err(PAYLOAD_FAULTS[refusal])
