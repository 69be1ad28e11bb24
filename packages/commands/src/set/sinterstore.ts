import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { storeResult } from '../store-result.ts'
import { eachCommon } from './intersect.ts'
import { operands } from './operands.ts'

/** SINTERSTORE destination key [key ...] */
export const sinterstore: Command = {
  name: 'sinterstore',
  arity: -3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RW', 'update'), keysFrom(2, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const sets = operands(db, argv, 2, argv.length)
    const key = arg.key(argv, 1)
    if (sets.includes(undefined)) {
      // In this case Redis replies last.
      if (db.discard(key)) db.modified(key, 'del')
      return reply.integer(0)
    }
    const result = db.engine.set(db.limits)
    eachCommon(sets, Number.POSITIVE_INFINITY, (member) => result.add(member))
    storeResult(db, key, result, 'sinterstore', reply)
  },
}
