import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** LLEN key */
export const llen: Command = {
  name: 'llen',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    reply.integer(db.read(arg.key(argv, 1), 'list')?.length ?? 0)
  },
}
