/**
 * A reply that says no. It is thrown, carries no stack, and is written to the
 * client as `-CODE message`.
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

// Wording is Redis's own, to the letter: clients match on it.
export const WRONGTYPE: CommandError = new CommandError(
  'WRONGTYPE',
  'Operation against a key holding the wrong kind of value',
)
export const NOT_AN_INTEGER: CommandError = err('value is not an integer or out of range')
export const OUT_OF_RANGE_POSITIVE: CommandError = err('value is out of range, must be positive')
export const NOT_A_FLOAT: CommandError = err('value is not a valid float')
export const SYNTAX: CommandError = err('syntax error')
export const NO_SUCH_KEY: CommandError = err('no such key')
export const DB_OUT_OF_RANGE: CommandError = err('DB index is out of range')
export const SAME_OBJECT: CommandError = err('source and destination objects are the same')
export const NOAUTH: CommandError = new CommandError('NOAUTH', 'Authentication required.')
export const INTERNAL: CommandError = err('internal error')
export const EXECABORT: CommandError = new CommandError(
  'EXECABORT',
  'Transaction discarded because of previous errors.',
)
export const NO_MULTI: CommandError = err('Command not allowed inside a transaction')

export const wrongArity = (fullName: string): CommandError =>
  err(`wrong number of arguments for '${fullName}' command`)
