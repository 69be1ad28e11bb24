import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HGET key field */
export const hget: Command = {
  name: 'hget',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    const value = hash?.get(arg.bytes(argv, 2))
    if (value === undefined) reply.null()
    else reply.bulk(value)
  },
}
