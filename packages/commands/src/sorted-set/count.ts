import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import { countOf, type Range, ranksIn } from './ranks.ts'

/** ZCOUNT and ZLEXCOUNT: how many lie within the range that `parse` reads from two arguments. */
export function countWithin(parse: (argv: Argv, minAt: number, maxAt: number) => Range): Handler {
  return ({ db }, argv, reply) => {
    const range = parse(argv, 2, 3)
    const zset = db.read(arg.key(argv, 1), 'zset')
    reply.integer(zset === undefined ? 0 : countOf(ranksIn(zset, range)))
  }
}
