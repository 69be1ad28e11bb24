import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** SISMEMBER key member */
export const sismember: Command = {
  name: 'sismember',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    const set = db.read(arg.key(argv, 1), 'set')
    reply.integer(set?.has(arg.bytes(argv, 2)) ? 1 : 0)
  },
}
