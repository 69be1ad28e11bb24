import { CommandError } from '@resident/commands'

export const err = (message: string): CommandError => new CommandError('ERR', message)

// What is refused in several places. Wording is Redis's own, to the letter.

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

export const NAME_LETTERS: CommandError = err(
  'Library names can only contain letters, numbers, or underscores(_) and must be at least one character long',
)
