import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** XLEN key */
export const xlen: Command = {
  name: 'xlen',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    reply.integer(db.read(arg.key(argv, 1), 'stream')?.length ?? 0)
  },
}
