import type { Deadline } from '@resident/keyspace'
import { type ExpireUnit, momentOf } from '../args/expire-option.ts'
import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { setDeadline } from './set-deadline.ts'

/** EXPIRE key seconds [NX | XX | GT | LT] */
export const expire: Command = expireBy('expire', 'EX')

/** EXPIREAT key unix-time-seconds [NX | XX | GT | LT] */
export const expireat: Command = expireBy('expireat', 'EXAT')

/** PEXPIRE key milliseconds [NX | XX | GT | LT] */
export const pexpire: Command = expireBy('pexpire', 'PX')

/** PEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT] */
export const pexpireat: Command = expireBy('pexpireat', 'PXAT')

/** EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT: key, an amount of the unit, conditions. */
function expireBy(name: string, unit: ExpireUnit): Command {
  return {
    name,
    arity: -3,
    flags: ['write', 'fast'],
    keys: firstKey('RW', 'update'),

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      const condition = argv.length > 3 ? conditionOf(argv) : undefined
      const deadline = momentOf(unit, arg.exactInteger(argv, 2), db.now(), name)

      if (db.writeAny(key) === undefined) return reply.integer(0)
      if (condition !== undefined && !holds(condition, db.expireAt(key), deadline)) {
        return reply.integer(0)
      }
      // Redis announces a deletion before its reply, and a deadline after it.
      const isPast = deadline <= db.now()
      if (!isPast) reply.integer(1)
      setDeadline(db, key, deadline)
      if (isPast) reply.integer(1)
    },
  }
}

interface Condition {
  readonly nx: boolean
  readonly xx: boolean
  readonly gt: boolean
  readonly lt: boolean
}

const WORDS: ReadonlySet<string> = new Set(['NX', 'XX', 'GT', 'LT'])

function conditionOf(argv: Argv): Condition {
  const said = new Set<string>()
  for (let i = 3; i < argv.length; i++) {
    const word = arg.word(argv, i)
    if (!WORDS.has(word)) throw err(`Unsupported option ${untilZero(arg.bytes(argv, i))}`)
    said.add(word)
  }
  const nx = said.has('NX')
  const gt = said.has('GT')
  const lt = said.has('LT')
  if (nx && said.size > 1) {
    throw err('NX and XX, GT or LT options at the same time are not compatible')
  }
  if (gt && lt) throw err('GT and LT options at the same time are not compatible')
  return { nx, xx: said.has('XX'), gt, lt }
}

/** A key without a deadline counts as one that lives for ever. */
function holds({ nx, xx, gt, lt }: Condition, was: Deadline | undefined, will: Deadline): boolean {
  if (was === undefined) return !xx && !gt
  return !nx && !(gt && will <= was) && !(lt && will >= was)
}
