import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { operands } from './operands.ts'
import { storeResult } from './store-result.ts'
import { difference } from './subtract.ts'

/** SDIFFSTORE destination key [key ...] */
export const sdiffstore: Command = {
  name: 'sdiffstore',
  arity: -3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), keysFrom(2, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const result = difference(db, operands(db, argv, 2, argv.length))
    storeResult(db, arg.key(argv, 1), result, 'sdiffstore', reply)
  },
}
