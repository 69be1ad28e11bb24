import { frequency } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { keyAt, type Subcommand } from '../command.ts'
import { LFU_NOT_SELECTED } from '../errors.ts'

/** OBJECT FREQ key */
export const objectFreq: Subcommand = {
  name: 'freq',
  arity: 3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    if (db.inspect(key, false) === undefined) return reply.null()
    const policy = db.surroundings.access
    if (!policy.lfu) throw LFU_NOT_SELECTED
    reply.integer(frequency(policy, db.access(key)!, db.now()))
  },
}
