import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { contentOf } from './plain.ts'

/** GET key */
export const get: Command = {
  name: 'get',
  arity: 2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const string = db.read(arg.key(argv, 1), 'string')
    if (string === undefined) reply.null()
    else reply.bulk(contentOf(string))
  },
}
