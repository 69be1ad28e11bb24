import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'
import { encodingOf } from './encoding-of.ts'

/** OBJECT ENCODING key */
export const objectEncoding: Subcommand = {
  name: 'encoding',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const held = db.inspect(arg.key(argv, 2), false)
    if (held === undefined) reply.null()
    else reply.bulk(ascii(encodingOf(held)))
  },
}
