import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { storeResult } from '../store-result.ts'
import { type Operands, operands } from './operands.ts'
import { replyMembers } from './reply-members.ts'
import { difference } from './subtract.ts'

type Combine = (db: Keyspace, sets: Operands) => SetValue

/** SDIFF key [key ...] */
export const sdiff: Command = replyCombined('sdiff', difference)

/** SUNION key [key ...] */
export const sunion: Command = replyCombined('sunion', union)

/** SDIFFSTORE destination key [key ...] */
export const sdiffstore: Command = storeCombined('sdiffstore', difference)

/** SUNIONSTORE destination key [key ...] */
export const sunionstore: Command = storeCombined('sunionstore', union)

function replyCombined(name: string, combine: Combine): Command {
  return {
    name,
    arity: -2,
    flags: ['readonly'],
    keys: [keysFrom(1, -1, 1, 'RO', 'access')],
    tips: ['nondeterministic_output_order'],

    run({ db }, argv, reply) {
      replyMembers(reply, combine(db, operands(db, argv, 1, argv.length)))
    },
  }
}

function storeCombined(name: KeyEvent, combine: Combine): Command {
  return {
    name,
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: [keyAt(1, 'OW', 'update'), keysFrom(2, -1, 1, 'RO', 'access')],

    run({ db }, argv, reply) {
      const result = combine(db, operands(db, argv, 2, argv.length))
      storeResult(db, arg.key(argv, 1), result, name, reply)
    },
  }
}

/** A new set with all members of all sets. */
function union(db: Keyspace, sets: Operands): SetValue {
  const result = db.engine.set(db.limits)
  for (const set of sets) set?.each((member) => result.add(member))
  return result
}
