import type { Argv, KeyPlace } from '../command.ts'
import {
  INVALID_COMMAND,
  INVALID_COMMAND_ARGS,
  INVALID_COMMAND_ARITY,
  NO_KEY_ARGUMENTS,
} from '../errors.ts'
import { keysOf, takesKeys } from '../key-specs.ts'
import type { CommandTable } from '../table.ts'

/** Where the keys of a request are that somebody asks about; refuses what is no sound request with keys. */
export function keysOfRequest(table: CommandTable, request: Argv): readonly KeyPlace[] {
  const row = table.resolve(request)
  if (row === undefined) throw INVALID_COMMAND
  if (!takesKeys(row.command) && row.command.findKeys === undefined) throw NO_KEY_ARGUMENTS
  if (!row.fits(request.length)) throw INVALID_COMMAND_ARITY
  const places = keysOf(row.command, request)
  if (places.length === 0 && !row.has('no_mandatory_keys')) throw INVALID_COMMAND_ARGS
  return places
}
