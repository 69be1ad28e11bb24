import { type Command, countedKeys } from '../command.ts'
import { replyCombined } from './algebra.ts'
import { union } from './combine.ts'

/** ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM | MIN | MAX] [WITHSCORES] */
export const zunion: Command = {
  name: 'zunion',
  arity: -3,
  flags: ['readonly'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: replyCombined(union, { command: 'zunion', countAt: 1, weighted: true, scored: true }),
}
