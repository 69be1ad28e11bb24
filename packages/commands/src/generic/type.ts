import { typeOf } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** TYPE key */
export const type: Command = {
  name: 'type',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    const held = db.inspect(arg.key(argv, 1))
    reply.status(held === undefined ? 'none' : typeOf(held))
  },
}
