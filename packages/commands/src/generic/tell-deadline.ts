import type { Deadline } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'

/** TTL, PTTL, EXPIRETIME and PEXPIRETIME: what is left of a key's time, or the moment at which it ends. */
export function tellDeadline(unit: 'seconds' | 'milliseconds', as: 'left' | 'moment'): Handler {
  return ({ db }, argv, reply) => {
    const key = arg.key(argv, 1)
    if (db.inspect(key) === undefined) return reply.integer(-2)
    const deadline = db.expireAt(key)
    if (deadline === undefined) return reply.integer(-1)
    const time = as === 'left' ? after(deadline, db.now()) : deadline
    reply.integer(unit === 'seconds' ? inSeconds(time) : time)
  }
}

function after(deadline: Deadline, now: number): Deadline {
  return typeof deadline === 'number' ? deadline - now : deadline - BigInt(now)
}

/** Rounded to the nearest. */
function inSeconds(milliseconds: Deadline): Deadline {
  return typeof milliseconds === 'number'
    ? Math.floor((milliseconds + 500) / 1000)
    : (milliseconds + 500n) / 1000n
}
