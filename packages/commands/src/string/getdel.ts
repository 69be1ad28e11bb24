import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { contentOf } from './plain.ts'

/** GETDEL key */
export const getdel: Command = {
  name: 'getdel',
  arity: 2,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'access', 'delete'),

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const string = db.read(key, 'string')
    if (string === undefined) return reply.null()
    reply.bulk(contentOf(string))
    db.delete(key)
    db.modified(key, 'del')
  },
}
