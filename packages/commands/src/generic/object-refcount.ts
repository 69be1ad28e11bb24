import { isShared } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'

/** OBJECT REFCOUNT key */
export const objectRefcount: Subcommand = {
  name: 'refcount',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const held = db.inspect(arg.key(argv, 2), false)
    if (held === undefined) reply.null()
    else reply.integer(isShared(held) && db.surroundings.access.sharesIntegers ? SHARED : 1)
  },
}

/** What Redis says of the small integers, of which it has one object each for all keys. */
const SHARED = 2147483647
