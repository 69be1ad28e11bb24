import type { Argv, KeyFlag, KeyPlace } from './command.ts'

// Where the keys of a request are, for the commands whose key specs cannot say it: Redis's getkeys functions.

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

/** SORT: the key, and the last STORE. Keys behind BY and GET follow from the content and cannot be told. */
export function sortKeys(argv: Argv): readonly KeyPlace[] {
  let store: KeyPlace | undefined
  for (let i = 2; i < argv.length; i++) {
    const left = argv.length - i - 1
    if (isWord(argv[i]!, 'LIMIT')) i += 2
    else if (isWord(argv[i]!, 'GET') || isWord(argv[i]!, 'BY')) i++
    else if (isWord(argv[i]!, 'STORE') && left >= 1) store = { index: ++i, flags: OVERWRITE }
  }
  const key: KeyPlace = { index: 1, flags: READ }
  return store === undefined ? [key] : [key, store]
}

/** SORT_RO: what it sorts. */
export function sortRoKeys(): readonly KeyPlace[] {
  return [{ index: 1, flags: READ }]
}

/** MIGRATE: the key, or where that is empty, those behind KEYS; both together are refused. */
export function migrateKeys(argv: Argv): readonly KeyPlace[] {
  const flags: readonly KeyFlag[] = ['RW', 'access', 'delete']
  for (let i = 6; i < argv.length - 1; i++) {
    if (isWord(argv[i]!, 'AUTH')) i++
    else if (isWord(argv[i]!, 'AUTH2')) i += 2
    else if (isWord(argv[i]!, 'KEYS')) {
      if (argv[3] !== '') return []
      return argv.slice(i + 1).map((_, j) => ({ index: i + 1 + j, flags }))
    }
  }
  return [{ index: 3, flags }]
}

function isWord(argument: string, word: string): boolean {
  return argument.length === word.length && argument.toUpperCase() === word
}
