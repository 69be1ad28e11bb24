import { type Command, countedKeys } from '../command.ts'
import { replyCombined } from './algebra.ts'
import { difference } from './combine.ts'

/** ZDIFF numkeys key [key ...] [WITHSCORES] */
export const zdiff: Command = {
  name: 'zdiff',
  arity: -3,
  flags: ['readonly'],
  keys: [countedKeys(1, 'RO', 'access')],
  run: replyCombined(difference, { command: 'zdiff', countAt: 1, scored: true }),
}
