import { deadlineOf, type ExpireUnit } from '../args/expire-option.ts'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { encoded } from './plain.ts'

/** PSETEX key milliseconds value */
export const psetex: Command = putUntil('psetex', 'PX')

/** SETEX key seconds value */
export const setex: Command = putUntil('setex', 'EX')

/** SETEX and PSETEX. */
function putUntil(name: string, unit: ExpireUnit): Command {
  return {
    name,
    arity: 4,
    flags: ['write', 'denyoom'],
    brief: true,
    keys: firstKey('OW', 'update'),

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      const deadline = deadlineOf(unit, arg.bytes(argv, 2), db.now(), name)
      // The new deadline replaces the old one, which need not be dropped first.
      db.store(key, encoded(arg.bytes(argv, 3)), 'KEEPTTL')
      db.setExpireAt(key, deadline)
      db.modified(key, 'set')
      db.notify(key, 'expire')
      reply.status('OK')
    },
  }
}
