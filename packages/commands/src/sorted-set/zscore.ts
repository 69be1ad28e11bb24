import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** ZSCORE key member */
export const zscore: Command = {
  name: 'zscore',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const score = db.read(arg.key(argv, 1), 'zset')?.score(arg.bytes(argv, 2))
    if (score === undefined) reply.null()
    else reply.double(score)
  },
}
