import * as arg from '../args/index.ts'
import { lexRange } from '../args/lex-range.ts'
import { scoreRange } from '../args/score-range.ts'
import { type Command, firstKey } from '../command.ts'
import { countOf, type RangeReader, ranksIn } from './ranks.ts'

/** ZCOUNT key min max */
export const zcount: Command = countWithin('zcount', scoreRange)

/** ZLEXCOUNT key min max */
export const zlexcount: Command = countWithin('zlexcount', lexRange)

/** ZCOUNT and ZLEXCOUNT: how many lie within the range that `parse` reads from two arguments. */
function countWithin(name: string, parse: RangeReader): Command {
  return {
    name,
    arity: 4,
    flags: ['readonly', 'fast'],
    keys: firstKey('RO', 'access'),

    run({ db }, argv, reply) {
      const range = parse(argv, 2, 3)
      const zset = db.read(arg.key(argv, 1), 'zset')
      reply.integer(zset === undefined ? 0 : countOf(ranksIn(zset, range)))
    },
  }
}
