import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { lengthOf } from './plain.ts'

/** STRLEN key */
export const strlen: Command = {
  name: 'strlen',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO'),

  run({ db }, argv, reply) {
    const string = db.read(arg.key(argv, 1), 'string')
    reply.integer(string === undefined ? 0 : lengthOf(string))
  },
}
