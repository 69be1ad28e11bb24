import { type Bytes, INT64_MAX, INT64_MIN } from '@resident/bytes'
import type { Argv, KeyFlag, KeyPlace, KeySpec } from './command.ts'
import { untilZero } from './until-zero.ts'

// Find the keys of a request, for the commands whose key specs cannot describe them: Redis's getkeys functions.

const READ: readonly KeyFlag[] = ['RO', 'access']
const OVERWRITE: readonly KeyFlag[] = ['OW', 'update']
const CHANGE: readonly KeyFlag[] = ['RW', 'access', 'update']

/** SET: with GET it reads the old value too. */
export function setKeys(argv: Argv): readonly KeyPlace[] {
  return [
    { index: 1, flags: argv.some((each, i) => i > 2 && isWord(each, 'GET')) ? CHANGE : OVERWRITE },
  ]
}

/** BITFIELD: without SET and INCRBY it only reads. */
export function bitfieldKeys(argv: Argv): readonly KeyPlace[] {
  for (let i = 2; i < argv.length; i++) {
    const left = argv.length - i - 1
    if (isWord(argv[i]!, 'GET') && left >= 2) i += 2
    else if (isWord(argv[i]!, 'OVERFLOW') && left >= 1) i++
    else return [{ index: 1, flags: CHANGE }]
  }
  return [{ index: 1, flags: READ }]
}

/** SORT: the key, and what follows the last STORE. Keys that BY and GET lead to depend on the data, and are not found. */
export function sortKeys(argv: Argv): readonly KeyPlace[] {
  let store: KeyPlace | undefined
  for (let i = 2; i < argv.length; i++) {
    const left = argv.length - i - 1
    if (isWord(argv[i]!, 'LIMIT')) i += 2
    else if (isWord(argv[i]!, 'GET') || isWord(argv[i]!, 'BY')) i++
    else if (isWord(argv[i]!, 'STORE') && left >= 1) store = { index: i + 1, flags: OVERWRITE }
  }
  const key: KeyPlace = { index: 1, flags: READ }
  return store === undefined ? [key] : [key, store]
}

/** SORT_RO: what it sorts. */
export function sortRoKeys(): readonly KeyPlace[] {
  return [{ index: 1, flags: READ }]
}

/** GEORADIUS and GEORADIUSBYMEMBER: the key, and what follows the last STORE or STOREDIST. */
export function radiusKeys(argv: Argv): readonly KeyPlace[] {
  let store: KeyPlace | undefined
  for (let i = 5; i < argv.length - 1; i++) {
    if (isWord(argv[i]!, 'STORE') || isWord(argv[i]!, 'STOREDIST')) {
      store = { index: ++i, flags: OVERWRITE }
    }
  }
  const key: KeyPlace = { index: 1, flags: READ }
  return store === undefined ? [key] : [key, store]
}

/** MIGRATE: the key or, if that is empty, those after KEYS; none if both are given, which is refused. */
export function migrateKeys(argv: Argv): readonly KeyPlace[] {
  const flags: readonly KeyFlag[] = ['RW', 'access', 'delete']
  for (let i = 6; i < argv.length; i++) {
    if (isWord(argv[i]!, 'AUTH')) i++
    else if (isWord(argv[i]!, 'AUTH2')) i += 2
    else if (isWord(argv[i]!, 'KEYS')) {
      if (argv[3] !== '') return []
      return argv.slice(i + 1).map((_, j) => ({ index: i + 1 + j, flags }))
    }
  }
  return [{ index: 3, flags }]
}

/** XREAD and XREADGROUP, read option by option: a group, a consumer or a key may also be named STREAMS. */
export function streamKeys(argv: Argv): readonly KeyPlace[] {
  let i = 1
  for (; i < argv.length && !isWord(argv[i]!, 'STREAMS'); i++) {
    if (isWord(argv[i]!, 'BLOCK') || isWord(argv[i]!, 'COUNT')) i++
    else if (isWord(argv[i]!, 'GROUP')) i += 2
    else if (!isWord(argv[i]!, 'NOACK')) return []
  }
  const count = (argv.length - i - 1) / 2
  if (count < 1 || !Number.isInteger(count)) return []
  return Array.from({ length: count }, (_, j) => ({ index: i + 1 + j, flags: [] }))
}

/**
 * Commands that tell the number of their keys, without the key specs: Redis reads the number as atoi does, knows no
 * flags, and puts a key to be stored, which comes first, last. `undefined` for other commands.
 */
export function countedKeys(
  specs: readonly KeySpec[],
  argv: Argv,
): readonly KeyPlace[] | undefined {
  const counted = specs.find(({ find }) => find !== 'unknown' && 'countAt' in find)
  if (counted === undefined || counted.begin === 'unknown' || !('index' in counted.begin)) {
    return undefined
  }
  const countAt = counted.begin.index
  const first = countAt + 1
  const count = looseInteger(argv[countAt] ?? '')
  if (count < 1 || count > argv.length - first) return []
  const places = Array.from({ length: count }, (_, i) => ({ index: first + i, flags: [] }))
  return specs.length === 1 ? places : [...places, { index: 1, flags: [] }]
}

/** As C's atoi: leading blanks and whatever follows the digits are ignored, and only 32 bits are kept. */
function looseInteger(text: string): number {
  const digits = /^[\t-\r ]*([+-]?\d+)/.exec(text)?.[1]
  return digits === undefined ? 0 : Number(BigInt.asIntN(32, withinInt64(BigInt(digits))))
}

function withinInt64(value: bigint): bigint {
  if (value > INT64_MAX) return INT64_MAX
  return value < INT64_MIN ? INT64_MIN : value
}

function isWord(argument: Bytes, word: string): boolean {
  return untilZero(argument).toUpperCase() === word
}
