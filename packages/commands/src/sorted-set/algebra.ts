import type { KeyEvent } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, countedKeys, keyAt } from '../command.ts'
import { storeResult } from '../store-result.ts'
import { type Combine, difference, inOrder, intersection, union } from './combine.ts'
import { operands } from './operands.ts'
import { replyMembers } from './reply-members.ts'
import { zsetOf } from './store.ts'

/** ZDIFF numkeys key [key ...] [WITHSCORES] */
export const zdiff: Command = replyCombined('zdiff', difference)

/** ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES] */
export const zinter: Command = replyCombined('zinter', intersection)

/** ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES] */
export const zunion: Command = replyCombined('zunion', union)

/** ZDIFFSTORE destination numkeys key [key ...] */
export const zdiffstore: Command = storeCombined('zdiffstore', difference)

/** ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] */
export const zinterstore: Command = storeCombined('zinterstore', intersection)

/** ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] */
export const zunionstore: Command = storeCombined('zunionstore', union)

function replyCombined(name: string, combine: Combine): Command {
  const form = { command: name, countAt: 1, weighted: isWeighted(combine), scored: true }

  return {
    name,
    arity: -3,
    flags: ['readonly'],
    keys: [countedKeys(1, 'RO', 'access')],

    run({ db }, argv, reply) {
      const asked = operands(db, argv, form)
      replyMembers(reply, inOrder(combine(asked)), asked)
    },
  }
}

/** The same with STORE: the destination comes before the count of keys. */
function storeCombined(name: KeyEvent, combine: Combine): Command {
  const form = { command: name, countAt: 2, weighted: isWeighted(combine) }

  return {
    name,
    arity: -4,
    flags: ['write', 'denyoom'],
    keys: [keyAt(1, 'OW', 'update'), countedKeys(2, 'RO', 'access')],

    run({ db }, argv, reply) {
      const members = combine(operands(db, argv, form))
      storeResult(db, arg.key(argv, 1), zsetOf(db, members), name, reply)
    },
  }
}

/** A difference has the scores of the first source. */
function isWeighted(combine: Combine): boolean {
  return combine !== difference
}
