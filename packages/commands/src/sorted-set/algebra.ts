import type { KeyEvent } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { type Combine, inOrder } from './combine.ts'
import { type OperandForm, operands } from './operands.ts'
import { replyMembers } from './reply-members.ts'
import { storeMembers } from './store.ts'

/** ZUNION, ZINTER and ZDIFF. */
export function replyCombined(combine: Combine, form: OperandForm): Handler {
  return ({ db }, argv, reply) => {
    const asked = operands(db, argv, form)
    replyMembers(reply, inOrder(combine(asked)), asked.withScores)
  }
}

/** The same with STORE: the destination stands before the count of keys. */
export function storeCombined(combine: Combine, form: OperandForm, event: KeyEvent): Handler {
  return ({ db }, argv, reply) => {
    const asked = operands(db, argv, form)
    const members = combine(asked)
    reply.integer(members.length)
    storeMembers(db, arg.key(argv, 1), members, event)
  }
}
