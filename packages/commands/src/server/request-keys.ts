import type { Argv, KeyPlace } from '../command.ts'
import { err } from '../errors.ts'
import { keysOf, takesKeys } from '../key-specs.ts'
import type { CommandTable } from '../table.ts'

/** For COMMAND GETKEYS: where the keys of a request are. Throws if it is not a valid request with keys. */
export function keysOfRequest(table: CommandTable, request: Argv): readonly KeyPlace[] {
  const row = table.resolve(request)
  if (row === undefined) throw err('Invalid command specified')
  if (!takesKeys(row.command) && row.command.findKeys === undefined) {
    throw err('The command has no key arguments')
  }
  if (!row.fits(request.length)) throw err('Invalid number of arguments specified for command')
  const places = keysOf(row.command, request)
  if (places.length === 0 && !row.has('no_mandatory_keys')) {
    throw err('Invalid arguments specified for command')
  }
  return places
}
