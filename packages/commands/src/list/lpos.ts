import { type Bytes, INT64_MIN } from '@resident/bytes'
import type { ListValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

const RANK_ZERO = err(
  "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
)
const MAXLEN_NEGATIVE = err("MAXLEN can't be negative")
const COUNT_NEGATIVE = err("COUNT can't be negative")

/** LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len] */
export const lpos: Command = {
  name: 'lpos',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const asked = askedOf(argv)
    const list = db.read(arg.key(argv, 1), 'list')
    if (list === undefined) return asked.count === undefined ? reply.null() : reply.array(0)
    const found = matches(list, arg.bytes(argv, 2), asked)
    if (asked.count === undefined) return found.length > 0 ? reply.integer(found[0]!) : reply.null()
    reply.array(found.length)
    for (const index of found) reply.integer(index)
  },
}

const LEAST_RANK = -Infinity

interface Asked {
  /** Which match is the first one wanted, counted from 1; negative: searching from the tail. */
  rank: number
  /** How many matches are wanted, 0 for all; `undefined`: one, which is not put in an array. */
  count: number | undefined
  /** How many elements may be looked at; 0 for all. */
  maxlen: number
}

function askedOf(argv: Argv): Asked {
  const asked: Asked = { rank: 1, count: undefined, maxlen: 0 }
  for (let i = 3; i < argv.length; i += 2) {
    const word = arg.word(argv, i)
    if (i + 1 === argv.length) throw SYNTAX
    if (word === 'RANK') asked.rank = rankOf(argv, i + 1)
    else if (word === 'COUNT') asked.count = arg.atLeast(argv, i + 1, 0, COUNT_NEGATIVE)
    else if (word === 'MAXLEN') asked.maxlen = arg.atLeast(argv, i + 1, 0, MAXLEN_NEGATIVE)
    else throw SYNTAX
  }
  return asked.rank === LEAST_RANK ? withLeastRank(asked) : asked
}

function rankOf(argv: Argv, index: number): number {
  const rank = arg.exactInteger(argv, index)
  if (rank === 0) throw RANK_ZERO
  return rank === INT64_MIN ? LEAST_RANK : Number(rank)
}

/**
 * The negation of the least integer overflows 64 bits: in Redis it stays negative, so that the first match already counts,
 * and COUNT never ends the search.
 */
function withLeastRank({ count, maxlen }: Asked): Asked {
  return { rank: -1, count: count === undefined ? undefined : 0, maxlen }
}

function matches(list: ListValue, element: Bytes, { rank, count, maxlen }: Asked): number[] {
  const found: number[] = []
  const step = rank > 0 ? 1 : -1
  const most = count === undefined ? 1 : count === 0 ? list.length : count
  let index = rank > 0 ? 0 : list.length - 1
  let before = Math.abs(rank) - 1
  let left = maxlen === 0 ? list.length : Math.min(maxlen, list.length)
  for (; left > 0 && found.length < most; left--, index += step) {
    if (list.at(index) !== element) continue
    if (before > 0) before--
    else found.push(index)
  }
  return found
}
