import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import { listEnd } from '../args/list-end.ts'
import { type Command, type KeySpec, keyAt } from '../command.ts'
import { editable } from '../editable.ts'
import { pushEvent } from './push.ts'
import { type Changes, taken } from './take.ts'

/** The key specs of all commands that move an element. */
export const MOVE_KEYS: readonly KeySpec[] = [
  keyAt(1, 'RW', 'access', 'delete'),
  keyAt(2, 'RW', 'insert'),
]

/** LMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> */
export const lmove: Command = {
  name: 'lmove',
  arity: 5,
  flags: ['write', 'denyoom'],
  keys: MOVE_KEYS,

  run({ db }, argv, reply) {
    const from = listEnd(argv, 3)
    const to = listEnd(argv, 4)
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), from, to, reply)) reply.null()
  },
}

/** RPOPLPUSH source destination */
export const rpoplpush: Command = {
  name: 'rpoplpush',
  arity: 3,
  flags: ['write', 'denyoom'],
  keys: MOVE_KEYS,

  run({ db }, argv, reply) {
    if (!moveElement(db, arg.key(argv, 1), arg.key(argv, 2), 'tail', 'head', reply)) reply.null()
  },
}

/** Moves an element from one list to the other, and replies with it. Returns whether there was a list to take it from. */
export function moveElement(
  db: Keyspace,
  source: Bytes,
  destination: Bytes,
  from: ListEnd,
  to: ListEnd,
  reply: ReplyWriter,
  changes: Changes = 1,
): boolean {
  const list = db.write(source, 'list')
  if (list === undefined) return false
  const target = editable(db, destination, 'list')
  const element = list.pop(from) as Bytes
  target.push(to, element)
  // The move counts as one change.
  db.modified(destination, pushEvent(to), 0)
  reply.bulk(element)
  taken(db, source, list, from, changes)
  return true
}
