import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { createConsumer, groupOf } from './group-access.ts'
import { demandStream } from './group-options.ts'

/** XGROUP CREATECONSUMER key groupname consumername */
export const xgroupCreateconsumer: Command = {
  name: 'createconsumer',
  arity: 5,
  flags: ['write', 'denyoom'],
  keys: [keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const name = arg.bytes(argv, 4)
    const group = groupOf(demandStream(db.write(key, 'stream')), key, arg.bytes(argv, 3))
    if (group.consumers.has(name)) return reply.integer(0)
    createConsumer(db, key, group, name)
    reply.integer(1)
  },
}
