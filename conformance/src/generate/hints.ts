import type { ArgumentDocs } from '../table.ts'
import { CLUSTER_HINTS } from './cluster-hints.ts'
import type { Dice } from './dice.ts'
import type { Grammar } from './grammar.ts'
import { type KeyKind, KIND_OF_GROUP } from './keys.ts'
import { SERVER_HINTS } from './server-hints.ts'
import {
  lexRanges,
  members,
  newStreamId,
  oddStreamIds,
  oneOf,
  type Pool,
  scoreRanges,
  smallCounts,
  streamIds,
  streamRanges,
} from './values.ts'

/** What the grammar does not tell about a command, so that drawn commands mostly make sense. */
export interface Hint {
  /** What its keys hold, by argument name; `*` for all. Default: what its group works on. */
  readonly keys?: Readonly<Record<string, KeyKind | 'any'>>
  /** Values by argument name, where the pools of `values.ts` do not fit. */
  readonly values?: Readonly<Record<string, Pool>>
  /** Bad values by argument name, where those of `values.ts` would not do. */
  readonly bad?: Readonly<Record<string, Pool>>
  /** How likely an optional or alternative part is, by its name or token. */
  readonly chance?: Readonly<Record<string, number>>
  /** How many times a repeated part is drawn at most, by its name. */
  readonly most?: Readonly<Record<string, number>>
  /** It would block: drawn only between MULTI and EXEC, where it does not. */
  readonly queued?: true
  /** It takes away what the others work on: drawn only near the end of a sequence. */
  readonly late?: true
  /** It is about a request, drawn like any other, which follows its own words. */
  readonly request?: true
  /** Words that stand at its end, so that it does no harm. */
  readonly also?: (argv: readonly string[]) => readonly string[]
  /** Its effect is by chance: the key of this argument index is copied from the oracle afterwards. */
  readonly copies?: (argv: readonly string[]) => string | undefined
}

const secondKey = (argv: readonly string[]): string | undefined => argv[1]

/** Destinations must not turn the well-known keys into other types. */
const STORES: Readonly<Record<string, KeyKind>> = {
  destination: 'spare',
  destkey: 'spare',
  newkey: 'spare',
}

const byRange: Pool = (dice, tokens) =>
  tokens.has('BYLEX')
    ? lexRanges(dice, tokens)
    : tokens.has('BYSCORE')
      ? scoreRanges(dice, tokens)
      : String(dice.between(-4, 5))

const bitOffset: Pool = oneOf(0, 1, 7, 8, 15, 100, 1000)
const bitfieldOffset: Pool = oneOf(0, 1, 8, '#0', '#1', 100, '#5')
const byteRange: Pool = oneOf(0, 1, 2, -1, -2, 10, -100)
const lex: Hint = { keys: { '*': 'lex' }, values: { min: lexRanges, max: lexRanges } }
const pops: Hint = { queued: true, keys: {} }
const numberKey: Hint = { keys: { '*': 'number' } }
const anyKey: Hint = { keys: { '*': 'any' } }
const scan: Hint = {
  // A small COUNT shows how a hash table is laid out, which is open.
  chance: { COUNT: 1 },
  values: { count: oneOf(10_000) },
  // So does a cursor that nobody gave.
  bad: { cursor: oneOf('abc', '', '1x', '0x1', '1.5', '18446744073709551616') },
}
const trimThreshold: Pool = (dice, tokens) =>
  tokens.has('MINID') ? streamIds(dice, tokens) : String(dice.pick([0, 1, 2, 3, 5, 100]))
const geoSort: Hint = {
  chance: { ASC: 0.5, DESC: 0.5, COUNT: 0.4 },
  values: { count: oneOf(1, 2, 3, 100) },
}
const byMember: Hint['values'] = {
  count: oneOf(1, 2, 3, 100),
  member: oneOf('a', 'b', 'c', 'a', 'b', 'c', 'a', 'nobody'),
}
const radiusStore: Hint = {
  ...geoSort,
  chance: {
    ...geoSort.chance,
    STORE: 0.15,
    STOREDIST: 0.15,
    WITHCOORD: 0.2,
    WITHDIST: 0.2,
    WITHHASH: 0.2,
  },
}

const restore: Hint = {
  keys: { key: 'spare' },
  chance: { REPLACE: 0.75 },
  values: { seconds: oneOf(0, 1000) },
}

const sortPatterns: Pool = oneOf('w_*', 'hash*->f', 'nosort', '#', 'none*', '*')

/** Ties of ALPHA by weights stand as libc's sort leaves them, and a set's elements come in any order. */
const sortPattern: Pool = (dice, tokens) =>
  tokens.has('ALPHA') && tokens.has('BY') ? 'nosort' : sortPatterns(dice, tokens)

const sort: Hint = {
  keys: { key: 'list', destination: 'spare' },
  values: { pattern: sortPattern, offset: oneOf(0, 1, 2, -1), count: oneOf(0, 1, 2, -1, 100) },
  bad: { pattern: oneOf('nosort') },
  chance: { ALPHA: 0.75, BY: 0.25 },
}

const HINTS: Readonly<Record<string, Hint>> = {
  incr: numberKey,
  decr: numberKey,
  incrby: numberKey,
  decrby: numberKey,
  incrbyfloat: {
    ...numberKey,
    values: { increment: oneOf(1, '0.1', '-0.5', '1e3', '3.0e3', '1e17', '0.3', -10) },
  },
  setbit: { values: { offset: bitOffset, value: oneOf(0, 1) } },
  getbit: { values: { offset: bitOffset } },
  bitfield: {
    values: { offset: bitfieldOffset, value: oneOf(0, 1, 5, 255, -1, 300) },
    most: { operation: 4 },
  },
  bitfield_ro: { values: { offset: bitfieldOffset } },
  bitcount: { values: { start: byteRange, end: byteRange } },
  bitpos: { values: { start: byteRange, end: byteRange } },
  bitop: { most: { key: 3 } },
  setrange: { values: { offset: oneOf(0, 1, 3, 10, 30) } },
  lcs: { chance: { LEN: 0.25, IDX: 0.4 } },
  mset: { most: { key_value: 3 } },
  msetnx: { keys: { '*': 'missing' } },

  lset: { values: { index: oneOf(0, 0, 0, -1, -1, 1) } },
  lrem: { values: { count: oneOf(0, 1, -1, 2, -2) } },
  lmove: { keys: { destination: 'list' } },
  rpoplpush: { keys: { destination: 'list' } },
  blmove: { queued: true, keys: { destination: 'list' } },
  brpoplpush: { queued: true, keys: { destination: 'list' } },
  blpop: pops,
  brpop: pops,
  blmpop: { queued: true, values: { count: oneOf(1, 2, 3, 100) } },
  lmpop: { values: { count: oneOf(1, 2, 3, 100) } },
  bzpopmax: pops,
  bzpopmin: pops,
  bzmpop: { queued: true, values: { count: oneOf(1, 2, 3, 100) } },
  zmpop: { values: { count: oneOf(1, 2, 3, 100) } },

  hincrby: { values: { field: oneOf('n', 'n', 'n', 'n', 'n', 'm', 'f', 12) } },
  hincrbyfloat: {
    values: {
      field: oneOf('n', 'n', 'm', 'f', 12),
      increment: oneOf(1, '0.1', '-0.5', '1e3', '1e17', '0.3'),
    },
  },
  hscan: scan,
  sscan: scan,
  zscan: scan,
  scan,

  spop: { copies: secondKey },
  pfmerge: { keys: { destkey: 'hll' } },

  smove: { keys: { destination: 'set' } },
  srandmember: { values: { count: oneOf(0, 1, 2, -2, 5, -5) } },
  hrandfield: { values: { count: oneOf(0, 1, 2, -2, 5, -5) } },
  zrandmember: { values: { count: oneOf(0, 1, 2, -2, 5, -5) } },

  zadd: {
    chance: { NX: 0.15, XX: 0.15, GT: 0.12, LT: 0.12, INCR: 0.15, CH: 0.3 },
    most: { score_member: 3 },
  },
  zlexcount: lex,
  zrangebylex: lex,
  zrevrangebylex: lex,
  zremrangebylex: lex,
  zrange: {
    values: { start: byRange, stop: byRange },
    chance: { LIMIT: 0.2, BYLEX: 0.3, WITHSCORES: 0.25 },
  },
  zrangestore: {
    keys: { dst: 'spare' },
    values: { min: byRange, max: byRange },
    chance: { LIMIT: 0.2, BYLEX: 0.3 },
  },
  zpopmin: { values: { count: oneOf(0, 1, 1, 2, 3) } },
  zpopmax: { values: { count: oneOf(0, 1, 1, 2, 3) } },
  geoadd: { values: { member: members } },
  georadius: radiusStore,
  georadius_ro: geoSort,
  georadiusbymember: { ...radiusStore, values: byMember },
  georadiusbymember_ro: { ...geoSort, values: byMember },
  geosearch: { ...geoSort, values: byMember },
  geosearchstore: { ...geoSort, values: byMember, keys: { destination: 'spare' } },

  xadd: {
    bad: { id: oddStreamIds, threshold: oddStreamIds },
    values: { id: xaddId, threshold: trimThreshold, limit: smallCounts },
    chance: { '*': 0.1, LIMIT: 0.3, trim: 0.3 },
    copies: (argv) => (argv.includes('*') ? argv[1] : undefined),
  },
  xtrim: {
    bad: { threshold: oddStreamIds },
    values: { threshold: trimThreshold },
    chance: { LIMIT: 0.3 },
  },
  xrange: {
    bad: { start: oddStreamIds, end: oddStreamIds },
    values: { start: streamRanges, end: streamRanges },
  },
  xrevrange: {
    bad: { start: oddStreamIds, end: oddStreamIds },
    values: { start: streamRanges, end: streamRanges },
  },
  xread: {
    bad: { id: oddStreamIds },
    queued: true,
    values: { id: oneOf(0, 0, '1-1', '3-0', '$') },
    chance: { BLOCK: 0.3 },
  },
  xreadgroup: {
    bad: { id: oddStreamIds },
    queued: true,
    values: { id: oneOf('>', '>', '>', 0, '1-1'), group: oneOf('g1', 'g1', 'g1', 'g1', 'g2') },
    chance: { BLOCK: 0.3 },
  },
  xpending: {
    bad: { start: oddStreamIds, end: oddStreamIds },
    values: { start: streamRanges, end: streamRanges, group: oneOf('g1', 'g1', 'g2') },
  },
  xclaim: {
    bad: { id: oddStreamIds },
    values: { id: streamIds, 'unix-time-milliseconds': oneOf(1, 1_000_000_000_000) },
  },
  xautoclaim: {
    bad: { start: oddStreamIds },
    values: { start: oneOf('0', '0-0', '2-1', '(1-1', '-'), count: oneOf(1, 2, 3, 100) },
  },
  'xgroup|create': {
    bad: { id: oddStreamIds },
    values: { groupname: oneOf('g1', 'g2', 'g3', 'g4', 'g5', 'g6') },
  },
  xsetid: {
    bad: { 'last-id': oddStreamIds, max_deleted_entry_id: oddStreamIds },
    values: { 'last-id': newStreamId },
  },

  del: { ...anyKey, late: true },
  unlink: { ...anyKey, late: true },
  rename: { keys: { key: 'any', newkey: 'spare' }, late: true },
  renamenx: { keys: { key: 'any', newkey: 'missing' }, late: true },
  move: { ...anyKey, late: true },
  copy: { keys: { source: 'any', destination: 'spare' } },
  restore,
  'restore-asking': restore,
  sort,
  sort_ro: sort,
  getdel: { late: true },
  expire: { ...anyKey, values: { seconds: expireSeconds(1) } },
  pexpire: { ...anyKey, values: { milliseconds: expireSeconds(10_000) } },
  flushall: { late: true },
  flushdb: { late: true },
  swapdb: { late: true, values: { index1: oneOf(0, 1), index2: oneOf(1, 2, 0) } },
  select: { late: true, values: { index: oneOf(0, 1, 0, 2) } },
  hello: { chance: { protover: 0 } },
  wait: { queued: true, values: { timeout: oneOf(0, 1, 100) } },
  watch: anyKey,

  ...CLUSTER_HINTS,
  ...SERVER_HINTS,
}

function xaddId(dice: Dice, tokens: ReadonlySet<string>): string {
  if (dice.chance(0.7)) return newStreamId(dice, tokens)
  return dice.pick(['1-1', '5', '100000-*', '0-0', '5-*', '9-9'])
}

/** Deadlines: mostly far and apart from each other, some already past. */
function expireSeconds(factor: number): Pool {
  return (dice) => (dice.chance(0.04) ? '-1' : String(factor * (1000 + 10 * dice.serial())))
}

const NO_HINT: Hint = {}

export function hintFor(command: string): Hint {
  return HINTS[command] ?? NO_HINT
}

/** The kind of key for an argument: the hint's word, a destination's, or the group's. */
export function kindFor(
  grammar: Grammar,
  { name, token }: ArgumentDocs,
  tokens: ReadonlySet<string>,
): KeyKind | 'any' {
  const { keys } = hintFor(grammar.name)
  const store = token?.startsWith('STORE') ? 'spare' : STORES[name]
  if (store === undefined && name !== 'dst' && tokens.has('BYLEX')) return 'lex'
  return keys?.[name] ?? store ?? keys?.['*'] ?? KIND_OF_GROUP[grammar.group] ?? 'any'
}
