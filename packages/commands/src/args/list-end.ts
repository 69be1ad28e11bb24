import type { ListEnd } from '@resident/storage'
import type { Argv } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import * as arg from './index.ts'

/** LEFT or RIGHT. */
export function listEnd(argv: Argv, index: number): ListEnd {
  if (arg.is(argv, index, 'LEFT')) return 'head'
  if (arg.is(argv, index, 'RIGHT')) return 'tail'
  throw SYNTAX
}
