import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HEXISTS key field */
export const hexists: Command = {
  name: 'hexists',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.integer(hash?.has(arg.bytes(argv, 2)) ? 1 : 0)
  },
}
