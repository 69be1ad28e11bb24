import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** SCARD key */
export const scard: Command = {
  name: 'scard',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    reply.integer(db.read(arg.key(argv, 1), 'set')?.length ?? 0)
  },
}
