import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { increment } from './increment.ts'

/** INCR key */
export const incr: Command = {
  name: 'incr',
  arity: 2,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    increment(db, arg.key(argv, 1), 1, reply)
  },
}
