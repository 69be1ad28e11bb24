import { type Command, firstKey } from '../command.ts'
import { announceFields, setFields } from './set-fields.ts'

/** HMSET key field value [field value ...] */
export const hmset: Command = {
  name: 'hmset',
  arity: -4,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    setFields(db, argv, 'hmset')
    reply.status('OK')
    announceFields(db, argv)
  },
}
