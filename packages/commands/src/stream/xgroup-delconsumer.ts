import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { groupOf } from './group-access.ts'
import { demandStream } from './group-options.ts'

/** XGROUP DELCONSUMER key groupname consumername */
export const xgroupDelconsumer: Command = {
  name: 'delconsumer',
  arity: 5,
  flags: ['write'],
  keys: [keyAt(2, 'RW', 'delete')],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const group = groupOf(demandStream(db.write(key, 'stream')), key, arg.bytes(argv, 3))
    const consumer = group.consumers.get(arg.bytes(argv, 4))
    if (consumer === undefined) return reply.integer(0)
    const released = group.deleteConsumer(consumer)
    db.modifiedUnwatched(key, 1, 'xgroup-delconsumer')
    reply.integer(released)
  },
}
