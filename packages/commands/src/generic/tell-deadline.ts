import type { Deadline } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** TTL key */
export const ttl: Command = tellDeadline('ttl', 'seconds', 'left')

/** PTTL key */
export const pttl: Command = tellDeadline('pttl', 'milliseconds', 'left')

/** EXPIRETIME key */
export const expiretime: Command = tellDeadline('expiretime', 'seconds', 'moment')

/** PEXPIRETIME key */
export const pexpiretime: Command = tellDeadline('pexpiretime', 'milliseconds', 'moment')

/** What is left of a key's time, or the moment at which it ends. */
function tellDeadline(
  name: string,
  unit: 'seconds' | 'milliseconds',
  as: 'left' | 'moment',
): Command {
  return {
    name,
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: firstKey('RO', 'access'),
    tips: as === 'left' ? ['nondeterministic_output'] : [],

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      if (db.inspect(key) === undefined) return reply.integer(-2)
      const deadline = db.expireAt(key)
      if (deadline === undefined) return reply.integer(-1)
      const time = as === 'left' ? after(deadline, db.now()) : deadline
      reply.integer(unit === 'seconds' ? inSeconds(time) : time)
    },
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
