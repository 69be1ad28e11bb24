import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** SMISMEMBER key member [member ...] */
export const smismember: Command = {
  name: 'smismember',
  arity: -3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const set = db.read(arg.key(argv, 1), 'set')
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) reply.integer(set?.has(arg.bytes(argv, i)) ? 1 : 0)
  },
}
