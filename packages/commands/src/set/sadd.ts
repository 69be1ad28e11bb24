import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { editable } from '../editable.ts'

/** SADD key member [member ...] */
export const sadd: Command = {
  name: 'sadd',
  arity: -3,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const set = editable(db, key, 'set')
    let added = 0
    for (let i = 2; i < argv.length; i++) if (set.add(arg.bytes(argv, i))) added++
    if (added > 0) db.modified(key, 'sadd', added)
    reply.integer(added)
  },
}
