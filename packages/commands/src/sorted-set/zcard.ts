import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** ZCARD key */
export const zcard: Command = {
  name: 'zcard',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    reply.integer(db.read(arg.key(argv, 1), 'zset')?.length ?? 0)
  },
}
