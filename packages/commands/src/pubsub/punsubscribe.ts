import type { Command } from '../command.ts'
import { listenNoMore } from './listen.ts'

/** PUNSUBSCRIBE [pattern [pattern ...]] */
export const punsubscribe: Command = {
  name: 'punsubscribe',
  arity: -1,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: listenNoMore('patterns', 'punsubscribe'),
}
