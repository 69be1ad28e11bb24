import type { Command } from '../command.ts'
import { listenTo } from './listen.ts'

/** PSUBSCRIBE pattern [pattern ...] */
export const psubscribe: Command = {
  name: 'psubscribe',
  arity: -2,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: listenTo('patterns', 'psubscribe'),
}
