import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { eachCommon } from './intersect.ts'
import { operands } from './operands.ts'
import { storeResult } from './store-result.ts'

/** SINTERSTORE destination key [key ...] */
export const sinterstore: Command = {
  name: 'sinterstore',
  group: 'set',
  since: '1.0.0',
  arity: -3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RW', 'update'), keysFrom(2, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const sets = operands(db, argv, 2, argv.length)
    const result = db.engine.set(db.limits)
    eachCommon(sets, Number.POSITIVE_INFINITY, (member) => result.add(member))
    storeResult(db, arg.key(argv, 1), result, 'sinterstore', reply)
  },
}
