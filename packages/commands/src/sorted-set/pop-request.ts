import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { COUNT_NOT_POSITIVE, NUMKEYS_NOT_POSITIVE, SYNTAX } from '../errors.ts'
import type { PopEnd } from './pop.ts'

/** What ZMPOP and BZMPOP are asked for. */
export interface PopRequest {
  /** How many keys follow their number. */
  readonly keys: number
  readonly end: PopEnd
  readonly count: number
}

/** `numkeys key [key ...] MIN|MAX [COUNT count]` from argv[countAt] on. */
export function popRequest(argv: Argv, countAt: number): PopRequest {
  const keys = arg.atLeast(argv, countAt, 1, NUMKEYS_NOT_POSITIVE)
  const endAt = countAt + keys + 1
  if (endAt >= argv.length) throw SYNTAX
  const end = arg.word(argv, endAt)
  if (end !== 'MIN' && end !== 'MAX') throw SYNTAX
  if (endAt + 1 === argv.length) return { keys, end, count: 1 }
  if (!arg.is(argv, endAt + 1, 'COUNT') || endAt + 2 >= argv.length) throw SYNTAX
  const count = arg.atLeast(argv, endAt + 2, 1, COUNT_NOT_POSITIVE)
  if (argv.length > endAt + 3) throw SYNTAX
  return { keys, end, count }
}
