import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { viewOf } from '../string/plain.ts'
import { type BitRange, bitRange, rangeUnit } from './bit-range.ts'
import { findBit } from './bit-search.ts'

/** BITPOS key bit [start [end [BYTE | BIT]]] */
export const bitpos: Command = {
  name: 'bitpos',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const bit = arg.integer(argv, 2)
    if (bit !== 0 && bit !== 1) throw err('The bit argument must be 1 or 0.')
    const string = db.read(arg.key(argv, 1), 'string')
    if (string === undefined) return reply.integer(bit === 1 ? -1 : 0)

    const bytes = viewOf(string)
    const range = rangeOf(argv, bytes.length)
    const found = findBit(bytes, bit, range)
    // Without an explicit end, the string counts as followed by zeros.
    const zerosFollow = bit === 0 && argv.length < 5 && range.from <= range.to
    reply.integer(found === -1 && zerosFollow ? bytes.length * 8 : found)
  },
}

function rangeOf(argv: Argv, length: number): BitRange {
  if (argv.length === 3) return { from: 0, to: length * 8 - 1 }
  if (argv.length > 6) throw SYNTAX
  const start = arg.integer(argv, 3)
  // Redis reads the unit before the end.
  const unit = rangeUnit(argv, 5)
  const end = argv.length > 4 ? arg.integer(argv, 4) : -1
  return bitRange(start, end, unit, length)
}
