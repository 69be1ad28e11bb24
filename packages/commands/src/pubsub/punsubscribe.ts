import type { Command } from '../command.ts'
import { listenNoMore } from './listen.ts'

/** PUNSUBSCRIBE [pattern [pattern ...]] */
export const punsubscribe: Command = {
  name: 'punsubscribe',
  group: 'pubsub',
  since: '2.0.0',
  arity: -1,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: listenNoMore('patterns', 'punsubscribe'),
}
