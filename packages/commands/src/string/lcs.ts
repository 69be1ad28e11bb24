import { type Bytes, EMPTY } from '@resident/bytes'
import type { Held } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Argv, type Command, keysFrom } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { type ReplyValue, replyValue } from '../reply-value.ts'
import { type CommonRange, LcsTable } from './lcs-table.ts'
import { bytesOf, isString } from './plain.ts'

/** LCS key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN] */
export const lcs: Command = {
  name: 'lcs',
  arity: -3,
  flags: ['readonly'],
  keys: [keysFrom(1, 1, 1, 'RO', 'access')],

  run({ db, server }, argv, reply) {
    const heldA = db.readAny(arg.key(argv, 1))
    const heldB = db.readAny(arg.key(argv, 2))
    const a = stringOf(heldA)
    const b = stringOf(heldB)
    const { idx, len, minimum, withLength } = optionsOf(argv)
    if (idx && len) throw err('If you want both the length and indexes, please just use IDX.')
    // What Redis would allocate for its table, though ours is smaller.
    if (4 * (a.length + 1) * (b.length + 1) > server.config.maxBulkLength) {
      throw err('Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len')
    }

    const table = new LcsTable(a, b)
    if (idx) {
      const ranges = table.ranges().filter(({ length }) => length >= minimum)
      const matches = ranges.map((range) => shownRange(range, withLength))
      replyValue(reply, { matches, len: table.length })
    } else if (len) reply.integer(table.length)
    else reply.bulk(table.subsequence())
  },
}

function stringOf(held: Held | undefined): Bytes {
  if (held === undefined) return EMPTY
  if (!isString(held)) throw err('The specified keys must contain string values')
  return bytesOf(held)
}

interface LcsOptions {
  idx: boolean
  len: boolean
  withLength: boolean
  minimum: number
}

function optionsOf(argv: Argv): LcsOptions {
  const options: LcsOptions = { idx: false, len: false, withLength: false, minimum: 0 }
  for (let i = 3; i < argv.length; i++) {
    const word = arg.word(argv, i)
    if (word === 'IDX') options.idx = true
    else if (word === 'LEN') options.len = true
    else if (word === 'WITHMATCHLEN') options.withLength = true
    else if (word === 'MINMATCHLEN' && i + 1 < argv.length) options.minimum = arg.integer(argv, ++i)
    else throw SYNTAX
  }
  return options
}

/** The places of a common range in both strings and, if asked for, its length. */
function shownRange({ a, b, length }: CommonRange, withLength: boolean): readonly ReplyValue[] {
  const places = [a, b].map((start) => [start, start + length - 1])
  return withLength ? [...places, length] : places
}
