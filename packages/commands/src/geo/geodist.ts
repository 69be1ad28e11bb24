import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { unit } from './arguments.ts'
import { pointOf } from './cell.ts'
import { distance } from './distance.ts'
import { formatFixed } from './fixed.ts'

/** GEODIST key member1 member2 [M | KM | FT | MI] */
export const geodist: Command = {
  name: 'geodist',
  arity: -4,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const metres = argv.length === 5 ? unit(argv, 4) : 1
    if (argv.length > 5) throw SYNTAX
    const zset = db.read(arg.key(argv, 1), 'zset')
    const from = zset?.score(arg.bytes(argv, 2))
    const to = zset?.score(arg.bytes(argv, 3))
    if (from === undefined || to === undefined) return reply.null()
    reply.bulk(formatFixed(distance(pointOf(from), pointOf(to)) / metres, 4))
  },
}
