import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** Refuses what is neither ASYNC nor SYNC. Both come to the same here: what is dropped is the collector's to take. */
export function checkFlushMode(argv: Argv): void {
  if (argv.length === 1) return
  if (argv.length > 2 || !(arg.is(argv, 1, 'ASYNC') || arg.is(argv, 1, 'SYNC'))) throw SYNTAX
}
