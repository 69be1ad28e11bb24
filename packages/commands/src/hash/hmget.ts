import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HMGET key field [field ...] */
export const hmget: Command = {
  name: 'hmget',
  arity: -3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      const value = hash?.get(arg.bytes(argv, i))
      if (value === undefined) reply.null()
      else reply.bulk(value)
    }
  },
}
