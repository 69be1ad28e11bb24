import { idleSeconds } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'
import { LFU_SELECTED } from '../errors.ts'

/** OBJECT IDLETIME key */
export const objectIdletime: Subcommand = {
  name: 'idletime',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    if (db.inspect(key, false) === undefined) return reply.null()
    if (db.surroundings.access.lfu) throw LFU_SELECTED
    reply.integer(idleSeconds(db.access(key)!, db.now()))
  },
}
