import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { type CommandError, SYNTAX } from '../errors.ts'
import { isConstant, type SortPattern, sortPattern } from './sort-pattern.ts'

export interface SortOptions {
  desc: boolean
  alpha: boolean
  /** Where weights are found; `undefined` for the elements themselves. */
  by: SortPattern | undefined
  /** BY had a constant pattern at least once: the elements are not sorted. */
  unsorted: boolean
  /** LIMIT, as it was given. */
  start: number
  /** Negative for all. */
  count: number
  /** What is shown of each element; the element itself where there are none. */
  readonly gets: SortPattern[]
  store: Bytes | undefined
}

/** What a request may ask for: STORE only in SORT; GET, and BY with a star, only if the keys that they lead to may be read. */
export interface SortRights {
  readonly mayStore: boolean
  /** Why GET, or BY with a star, are refused, if they are. */
  readonly getRefusal: CommandError | undefined
  readonly byRefusal: CommandError | undefined
}

/** The options from argv[2] on. */
export function sortOptions(
  argv: Argv,
  { mayStore, getRefusal, byRefusal }: SortRights,
): SortOptions {
  const options: SortOptions = {
    desc: false,
    alpha: false,
    by: undefined,
    unsorted: false,
    start: 0,
    count: -1,
    gets: [],
    store: undefined,
  }
  for (let i = 2; i < argv.length; i++) {
    const word = arg.word(argv, i)
    const following = argv.length - i - 1
    if (word === 'ASC') options.desc = false
    else if (word === 'DESC') options.desc = true
    else if (word === 'ALPHA') options.alpha = true
    else if (word === 'LIMIT' && following >= 2) {
      options.start = arg.integer(argv, ++i)
      options.count = arg.integer(argv, ++i)
    } else if (following < 1) throw SYNTAX
    else if (word === 'STORE' && mayStore) options.store = arg.key(argv, ++i)
    else if (word === 'BY') weighBy(options, arg.bytes(argv, ++i), byRefusal)
    else if (word !== 'GET') throw SYNTAX
    else if (getRefusal !== undefined) throw getRefusal
    else options.gets.push(sortPattern(arg.bytes(argv, ++i)))
  }
  return options
}

/** A constant pattern turns sorting off, and a later pattern with a star does not turn it on again. */
function weighBy(options: SortOptions, text: Bytes, refusal: CommandError | undefined): void {
  options.by = sortPattern(text)
  if (isConstant(text)) options.unsorted = true
  else if (refusal !== undefined) throw refusal
}
