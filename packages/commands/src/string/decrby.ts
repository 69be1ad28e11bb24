import { INT64_MIN } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err } from '../errors.ts'
import { increment } from './increment.ts'

/** DECRBY key decrement */
export const decrby: Command = {
  name: 'decrby',
  arity: 3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'access', 'update'),

  run({ db }, argv, reply) {
    const decrement = arg.exactInteger(argv, 2)
    if (decrement === INT64_MIN) throw err('decrement would overflow')
    increment(db, arg.key(argv, 1), -decrement, reply)
  },
}
