import { type Command, countedKeys, keyAt } from '../command.ts'
import { storeCombined } from './algebra.ts'
import { difference } from './combine.ts'

/** ZDIFFSTORE destination numkeys key [key ...] */
export const zdiffstore: Command = {
  name: 'zdiffstore',
  arity: -4,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: storeCombined(difference, { command: 'zdiffstore', countAt: 2 }, 'zdiffstore'),
}
