import type { ArgumentDocs } from '../table.ts'
import type { Dice } from './dice.ts'

/** Draws an argument; `tokens` are the options that the command is drawn with. */
export type Pool = (dice: Dice, tokens: ReadonlySet<string>) => string

/** One of these, each as likely as the others; repeat one to make it likelier. */
export function oneOf(...texts: (string | number)[]): Pool {
  return (dice) => String(dice.pick(texts))
}

const LONG = 'x'.repeat(70)
const BINARY = '\xff\0\r\n'

/** A second that no other draw uses: comparing two deadlines (GT, LT) must not depend on a race. */
const uniqueSeconds: Pool = (dice) => String(1000 + 10 * dice.serial())
const uniqueMilliseconds: Pool = (dice) => String(5_000_000 + 10_000 * dice.serial())
const farSeconds: Pool = (dice) => String(4_000_000_000 + dice.below(1000))
const farMilliseconds: Pool = (dice) => String(4_000_000_000_000 + dice.below(1000))

export const members: Pool = oneOf(
  'a',
  'b',
  'c',
  'd',
  'e',
  'a',
  'b',
  'c',
  1,
  2,
  3,
  -7,
  12,
  '',
  LONG,
  BINARY,
)
const fields: Pool = oneOf('f', 'g', 'h', 'i', 'f', 'g', 1, 2, 12, '', LONG, BINARY)
const values: Pool = oneOf(
  'v',
  'hello',
  'v2',
  10,
  -5,
  '3.5',
  '1e3',
  '9223372036854775807',
  '',
  'a b',
  LONG,
  BINARY,
)

export const smallCounts: Pool = oneOf(0, 1, 1, 2, 2, 3, 5, 100)
const indexes: Pool = oneOf(0, 0, 1, 2, 3, -1, -1, -2, -3, 7, -100, 100)
const offsets: Pool = oneOf(0, 1, 2, 3, 5, 8, 13, 64, 100)
const integers: Pool = oneOf(0, 1, 2, 3, -1, -2, 5, 10, 100, '9223372036854775806')
const scores: Pool = oneOf(
  0,
  1,
  2,
  3,
  1,
  2,
  '1.5',
  -1,
  '0.1',
  '1e3',
  '-inf',
  '+inf',
  '3.0',
  '12345678901234567',
)
export const scoreRanges: Pool = oneOf(
  '-inf',
  '+inf',
  0,
  1,
  '(1',
  2,
  '(2',
  3,
  '1.5',
  '(inf',
  -5,
  '1e2',
)
export const lexRanges: Pool = oneOf('-', '+', '[a', '(a', '[b', '(c', '[e', '[', '(x', '[12')
export const streamIds: Pool = oneOf('1-1', '2-1', '3-0', '4-0', '5-0', '2', '0', '0-0', '9-9')
/** Ids as Redis reads them and nobody writes them, and what only looks like an id. */
export const oddStreamIds: Pool = oneOf(
  ' 1001-1',
  '+1002-+1',
  '01003-001',
  '1004--05',
  '1005-1\0x',
  '-',
  '+',
  '(1-1',
  '(-',
  '((1-1',
  '1-1-1',
  '1-',
  '-1',
  '1-**',
  '*-1',
  '$',
  '>',
  '1.5',
  '',
  '18446744073709551616-1',
  '(18446744073709551615-18446744073709551615',
  '(0-0',
  '1'.repeat(128),
)
export const newStreamId: Pool = (dice) => `${1000 + dice.serial()}-${dice.below(3)}`
export const streamRanges: Pool = oneOf('-', '+', '1-1', '(2-1', 3, '5-0', '(4', 0, '-', '+')

/** By name of the argument; where the same name means several things, `hints.ts` decides. */
const BY_NAME: Readonly<Record<string, Pool>> = {
  member: members,
  member1: members,
  member2: members,
  element: members,
  pivot: members,
  field: fields,
  value: values,
  message: values,
  group: oneOf('g1', 'g1', 'g1', 'g1', 'g1', 'g1', 'g2', 'nogroup'),
  groupname: oneOf('g1', 'g1', 'g1', 'g1', 'g1', 'g1', 'g2', 'nogroup'),
  consumer: oneOf('c1', 'c1', 'c2', 'c3'),
  consumername: oneOf('c1', 'c1', 'c2', 'c3'),
  id: streamIds,
  'last-id': newStreamId,
  max_deleted_entry_id: oneOf('1-1', '3-0', '0-0'),
  channel: oneOf('ch', 'ch2', ''),
  shardchannel: oneOf('ch', 'ch2', ''),
  encoding: oneOf('u8', 'i8', 'u1', 'i5', 'u4', 'u16', 'i32', 'u63', 'i64'),
  operation: oneOf('AND', 'OR', 'XOR', 'AND', 'or', 'NOT'),
  type: oneOf('string', 'list', 'set', 'zset', 'hash', 'stream', 'nothing'),
  'min-idle-time': oneOf(0, 0, 0, 500_000_000),
  count: smallCounts,
  cursor: oneOf(0),
  db: oneOf(1, 1, 2, 0),
  'destination-db': oneOf(1, 2, 0),
  index: indexes,
  start: indexes,
  stop: indexes,
  end: indexes,
  offset: offsets,
  limit: smallCounts,
  weight: oneOf(1, 2, 0, -1, '0.5', '1e3', 'inf'),
  increment: integers,
  decrement: integers,
  score: scores,
  min: scoreRanges,
  max: scoreRanges,
  longitude: oneOf('13.361389', '15.087269', 0, -120, '2.35', 180),
  latitude: oneOf('38.115556', '37.502669', 0, '45.5', -60, '48.85'),
  radius: oneOf(100, 200, 5000, 0, '1.5', 100000),
  width: oneOf(400, 1000, 100000, 1),
  height: oneOf(400, 1000, 100000, 1),
  timeout: oneOf(0, '0.01', 1, '1.5'),
  seconds: uniqueSeconds,
  milliseconds: uniqueMilliseconds,
  'unix-time-seconds': farSeconds,
  'unix-time-milliseconds': farMilliseconds,
  ms: oneOf(0, 1000, 1_000_000),
  rank: oneOf(1, 1, 2, -1, -2, 3),
  'num-matches': oneOf(0, 1, 2, 100),
  len: oneOf(0, 0, 1, 2, 3, 100),
  bit: oneOf(0, 1),
  numreplicas: oneOf(0),
  pattern: oneOf('*', '*', 'a*', '?', '[a-c]*', '*1', 'str*', '[^a]*', '\\*', 'no*match', ''),
  entries_added: oneOf(0, 5, 1000, 100_000),
  entries_read: oneOf(0, 1, 5, 100, -1),
  frequency: oneOf(0, 1, 255),
  ttl: oneOf(0, 0, 0, 5_000_000),
}

const BY_TYPE: Readonly<Record<string, Pool>> = {
  string: values,
  integer: integers,
  double: scores,
  pattern: oneOf('*'),
}

/** A value that the command should take. */
export function goodPool(argument: ArgumentDocs): Pool {
  return BY_NAME[argument.name] ?? BY_TYPE[argument.type] ?? values
}

const NO_INTEGER: Pool = oneOf(
  'abc',
  '',
  '1.5',
  ' 1',
  '1 ',
  '01',
  '+1',
  '-0',
  '1e2',
  '0x10',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  '4294967296',
  '-1',
  '1\0',
)
const NO_DOUBLE: Pool = oneOf(
  'abc',
  '',
  'nan',
  '1e',
  '1.5x',
  ' 1',
  '1 ',
  '0x10',
  '1e400',
  '-',
  '-1',
  '1\0',
  '181',
)
const ODD: Pool = oneOf(
  '',
  'abc',
  BINARY,
  LONG,
  '-1',
  '(',
  '[',
  '*',
  '$',
  '0-0',
  '1-',
  '-1-1',
  '99999999999999999999',
  'u64',
  'i65',
)

/** A value that is borderline or wrong for the argument's type. */
export function badPool(argument: ArgumentDocs): Pool {
  if (argument.type === 'integer' || argument.type === 'unix-time') return NO_INTEGER
  return argument.type === 'double' ? NO_DOUBLE : ODD
}
