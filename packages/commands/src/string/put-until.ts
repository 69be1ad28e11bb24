import { deadlineOf, type ExpireUnit } from '../args/expire-option.ts'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { encoded } from './plain.ts'

/** SETEX and PSETEX. */
export function putUntil(command: string, unit: ExpireUnit): Handler {
  return ({ db }, argv, reply) => {
    const key = arg.key(argv, 1)
    const deadline = deadlineOf(unit, arg.bytes(argv, 2), db.now(), command)
    // The new deadline takes the place of the old one, which need not go first.
    db.store(key, encoded(arg.bytes(argv, 3)), true)
    db.setExpireAt(key, deadline)
    db.modified(key, 'set')
    db.notify(key, 'expire')
    reply.status('OK')
  }
}
