import type { KeyEvent } from '@resident/keyspace'
import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { editable } from '../editable.ts'

/** The event that a push to this end announces. */
export function pushEvent(end: ListEnd): KeyEvent {
  return end === 'head' ? 'lpush' : 'rpush'
}

/** LPUSH key element [element ...] */
export const lpush: Command = pushTo('lpush', 'head')

/** LPUSHX key element [element ...] */
export const lpushx: Command = pushTo('lpushx', 'head', { onlyExisting: true })

/** RPUSH key element [element ...] */
export const rpush: Command = pushTo('rpush', 'tail')

/** RPUSHX key element [element ...] */
export const rpushx: Command = pushTo('rpushx', 'tail', { onlyExisting: true })

/** LPUSH and RPUSH; LPUSHX and RPUSHX, which leave a missing key missing. */
function pushTo(name: string, end: ListEnd, { onlyExisting = false } = {}): Command {
  const event = pushEvent(end)

  return {
    name,
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: firstKey('RW', 'insert'),

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      const list = onlyExisting ? db.write(key, 'list') : editable(db, key, 'list')
      if (list === undefined) return reply.integer(0)
      for (let i = 2; i < argv.length; i++) list.push(end, arg.bytes(argv, i))
      reply.integer(list.length)
      db.modified(key, event, argv.length - 2)
    },
  }
}
