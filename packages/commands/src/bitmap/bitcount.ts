import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { viewOf } from '../string/plain.ts'
import { type BitRange, bitRange, rangeUnit } from './bit-range.ts'
import { countBits } from './bit-search.ts'

/** BITCOUNT key [start end [BYTE | BIT]] */
export const bitcount: Command = {
  name: 'bitcount',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const string = db.read(arg.key(argv, 1), 'string')
    if (string === undefined) return reply.integer(0)
    const bytes = viewOf(string)
    const range = rangeOf(argv, bytes.length)
    reply.integer(range === undefined ? 0 : countBits(bytes, range))
  },
}

/** `undefined` where both ends are negative and cross. */
function rangeOf(argv: Argv, length: number): BitRange | undefined {
  if (argv.length === 2) return { from: 0, to: length * 8 - 1 }
  if (argv.length !== 4 && argv.length !== 5) throw SYNTAX
  const start = arg.exactInteger(argv, 2)
  const end = arg.exactInteger(argv, 3)
  // Redis answers this case before it reads the unit.
  if (start < 0 && end < 0 && start > end) return undefined
  return bitRange(Number(start), Number(end), rangeUnit(argv, 4), length)
}
