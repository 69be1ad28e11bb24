import { type Command, countedKeys } from '../command.ts'
import { replyCombined } from './algebra.ts'
import { intersection } from './combine.ts'

/** ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES] */
export const zinter: Command = {
  name: 'zinter',
  arity: -3,
  flags: ['readonly'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: replyCombined(intersection, { command: 'zinter', countAt: 1, weighted: true, scored: true }),
}
