import { type Command, countedKeys, keyAt } from '../command.ts'
import { storeCombined } from './algebra.ts'
import { intersection } from './combine.ts'

/** ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] */
export const zinterstore: Command = {
  name: 'zinterstore',
  arity: -4,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), countedKeys(2, 'RO', 'access')],
  run: storeCombined(
    intersection,
    { command: 'zinterstore', countAt: 2, weighted: true },
    'zinterstore',
  ),
}
