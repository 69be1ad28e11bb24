import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { increment } from './increment.ts'

/** DECR key */
export const decr: Command = {
  name: 'decr',
  arity: 2,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    increment(db, arg.key(argv, 1), -1, reply)
  },
}
