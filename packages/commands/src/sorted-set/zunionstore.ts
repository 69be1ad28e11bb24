import { type Command, countedKeys, keyAt } from '../command.ts'
import { storeCombined } from './algebra.ts'
import { union } from './combine.ts'

/** ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] */
export const zunionstore: Command = {
  name: 'zunionstore',
  arity: -4,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: storeCombined(union, { command: 'zunionstore', countAt: 2, weighted: true }, 'zunionstore'),
}
