import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { demandStream } from './group-options.ts'

/** XGROUP DESTROY key groupname */
export const xgroupDestroy: Command = {
  name: 'destroy',
  arity: 4,
  flags: ['write'],
  keys: [keyAt(2, 'RW', 'delete')],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const stream = demandStream(db.write(key, 'stream'))
    if (!stream.deleteGroup(arg.bytes(argv, 3))) return reply.integer(0)
    reply.integer(1)
    db.modifiedUnwatched(key, 1, 'xgroup-destroy')
    // Who waits to read for the group is told.
    db.ready(key)
  },
}
