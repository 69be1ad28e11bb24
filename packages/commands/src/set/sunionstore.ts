import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { operands } from './operands.ts'
import { storeResult } from './store-result.ts'
import { union } from './unite.ts'

/** SUNIONSTORE destination key [key ...] */
export const sunionstore: Command = {
  name: 'sunionstore',
  arity: -3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), keysFrom(2, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const result = union(db, operands(db, argv, 2, argv.length))
    storeResult(db, arg.key(argv, 1), result, 'sunionstore', reply)
  },
}
