import { CommandError, err } from '../errors.ts'
import type { Denial } from './permission.ts'

type Reason = Denial['reason']

/** The refusal of a request that the user may not make. */
export function noPermission(reason: Reason, fullName: string): CommandError {
  const denied =
    reason === 'command'
      ? `run the '${fullName}' command`
      : `access one of the ${reason}s used as arguments`
  return new CommandError('NOPERM', `this user has no permissions to ${denied}`)
}

const NO_LONGER: Readonly<Record<Reason, string>> = {
  command: 'no permission to execute the command or subcommand',
  key: 'no permission to touch the specified keys',
  channel: 'no permission to access one of the channels used as arguments',
}

/** The same at EXEC. */
export function noLongerPermitted(reason: Reason): CommandError {
  return new CommandError(
    'NOPERM',
    `ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command is no longer allowed for the following reason: ${NO_LONGER[reason]}`,
  )
}

const SCRIPT_MAY_NOT: Readonly<Record<Reason, string>> = {
  command: 'run this command or subcommand',
  key: 'access at least one of the keys mentioned in the command arguments',
  channel: 'publish to the channel mentioned in the command',
}

/** The same in a script. */
export function scriptMayNot(reason: Reason): CommandError {
  return err(`The user executing the script can't ${SCRIPT_MAY_NOT[reason]}`)
}
