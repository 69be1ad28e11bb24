import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HSTRLEN key field */
export const hstrlen: Command = {
  name: 'hstrlen',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.integer(hash?.get(arg.bytes(argv, 2))?.length ?? 0)
  },
}
