import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { COUNT_NOT_POSITIVE, NUMKEYS_NOT_POSITIVE, SYNTAX } from '../errors.ts'
import type { PopEnd } from './pop.ts'

/** What ZMPOP and BZMPOP are asked for. */
export interface PopRequest {
  /** The index of the first key, and the index after the last. */
  readonly first: number
  readonly past: number
  readonly end: PopEnd
  readonly count: number
}

/** `numkeys key [key ...] MIN|MAX [COUNT count]` from argv[countAt] on. */
export function popRequest(argv: Argv, countAt: number): PopRequest {
  const first = countAt + 1
  const past = first + arg.atLeast(argv, countAt, 1, NUMKEYS_NOT_POSITIVE)
  if (past >= argv.length) throw SYNTAX
  const end = arg.word(argv, past)
  if (end !== 'MIN' && end !== 'MAX') throw SYNTAX
  if (past + 1 === argv.length) return { first, past, end, count: 1 }
  if (!arg.is(argv, past + 1, 'COUNT') || past + 2 >= argv.length) throw SYNTAX
  const count = arg.atLeast(argv, past + 2, 1, COUNT_NOT_POSITIVE)
  if (argv.length > past + 3) throw SYNTAX
  return { first, past, end, count }
}
