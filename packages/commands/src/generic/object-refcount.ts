import type { Held } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import type { ConfigPort } from '../server-port.ts'

/** OBJECT REFCOUNT key */
export const objectRefcount: Command = {
  name: 'refcount',
  group: 'generic',
  since: '2.2.3',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],

  run({ db, server }, argv, reply) {
    const held = db.inspect(arg.key(argv, 2), false)
    if (held === undefined) reply.null()
    else reply.integer(isSmallInteger(held) && sharesIntegers(server.config) ? SHARED : 1)
  },
}

/** What Redis says of the small integers, of which it has one object each for all keys. */
const SHARED = 2147483647

function isSmallInteger(held: Held): boolean {
  return typeof held === 'number' && held >= 0 && held < 10000
}

/** A policy that looks at the use of each key needs an object for each. */
function sharesIntegers(config: ConfigPort): boolean {
  return config.value('maxmemory') === '0' || !/-l[rf]u$/.test(config.value('maxmemory-policy'))
}
