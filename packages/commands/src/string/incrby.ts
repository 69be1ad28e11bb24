import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { increment } from './increment.ts'

/** INCRBY key increment */
export const incrby: Command = {
  name: 'incrby',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    increment(db, arg.key(argv, 1), arg.exactInteger(argv, 2), reply)
  },
}
