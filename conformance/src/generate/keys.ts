import type { Dice } from './dice.ts'

/** What a key is meant to hold. Few of each, so that commands meet. */
export type KeyKind =
  | 'string'
  | 'number'
  | 'hll'
  | 'list'
  | 'hash'
  | 'set'
  | 'zset'
  | 'geo'
  /** Sorted sets whose scores are all alike: of others, what BYLEX gives is left to a skip list's chance. */
  | 'lex'
  | 'stream'
  | 'spare'
  | 'missing'
  | 'nolex'

const NAMES: Readonly<Record<KeyKind, readonly string[]>> = {
  string: ['str', 's\xff\0'],
  number: ['num', 'float'],
  hll: ['hll1', 'hll2'],
  list: ['list1', 'list2'],
  hash: ['hash1', 'hash2'],
  set: ['set1', 'set2', 'ints'],
  zset: ['zset1', 'zset2'],
  geo: ['geo1', 'geo2'],
  lex: ['lex1', 'lex2'],
  stream: ['stream1', 'stream2'],
  spare: ['d1', 'd2', 'd3', 'dstring', 'dlist', 'dhash', 'dset', 'dzset', 'dstream'],
  missing: Array.from({ length: 20 }, (_, i) => `none${i}`),
  // Never written, so that no sorted set with several scores stands there.
  nolex: ['nolex'],
}

/** The types that TYPE tells, and the kinds of key that are drawn for each. */
export const KINDS_OF_TYPE: Readonly<Record<string, readonly KeyKind[]>> = {
  string: ['string', 'number', 'hll'],
  list: ['list'],
  hash: ['hash'],
  set: ['set'],
  zset: ['zset', 'geo'],
  stream: ['stream'],
}

export const VALUE_TYPES: readonly string[] = Object.keys(KINDS_OF_TYPE)

const ANY: readonly KeyKind[] = [
  'string',
  'number',
  'hll',
  'list',
  'hash',
  'set',
  'zset',
  'geo',
  'stream',
]

export function keyOf(dice: Dice, kind: KeyKind | 'any'): string {
  return dice.pick(NAMES[kind === 'any' ? dice.pick(ANY) : kind])
}

/** A destination that holds something of this type already. */
export function spareOf(type: string): string {
  return `d${type}`
}

/** Whether the key is meant to hold a sorted set with scores of several values. */
export function isSortedSet(key: string): boolean {
  return NAMES.zset.includes(key) || NAMES.geo.includes(key)
}

/** All names of a kind. */
export function namesOf(kind: KeyKind): readonly string[] {
  return NAMES[kind]
}

/** What the commands of a group expect in their keys. */
export const KIND_OF_GROUP: Readonly<Record<string, KeyKind>> = {
  string: 'string',
  bitmap: 'string',
  hyperloglog: 'hll',
  list: 'list',
  hash: 'hash',
  set: 'set',
  'sorted-set': 'zset',
  geo: 'geo',
  stream: 'stream',
}
