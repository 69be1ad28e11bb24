import { type Command, firstKey } from '../command.ts'
import { announceFields, setFields } from './set-fields.ts'

/** HSET key field value [field value ...] */
export const hset: Command = {
  name: 'hset',
  arity: -4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    reply.integer(setFields(db, argv, 'hset'))
    announceFields(db, argv)
  },
}
