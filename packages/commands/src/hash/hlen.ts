import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HLEN key */
export const hlen: Command = {
  name: 'hlen',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    reply.integer(db.read(arg.key(argv, 1), 'hash')?.length ?? 0)
  },
}
