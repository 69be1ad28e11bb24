import type { KeyEvent } from '@resident/keyspace'
import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { editable } from './edit.ts'

/** What is announced when an element comes to this end. */
export function pushEvent(end: ListEnd): KeyEvent {
  return end === 'head' ? 'lpush' : 'rpush'
}

/** LPUSH and RPUSH; LPUSHX and RPUSHX, which leave a missing key missing. */
export function pushTo(end: ListEnd, onlyExisting = false): Handler {
  const event = pushEvent(end)

  return ({ db }, argv, reply) => {
    const key = arg.key(argv, 1)
    const list = onlyExisting ? db.write(key, 'list') : editable(db, key)
    if (list === undefined) return reply.integer(0)
    for (let i = 2; i < argv.length; i++) list.push(end, arg.bytes(argv, i))
    reply.integer(list.length)
    db.modified(key, event, argv.length - 2)
  }
}
