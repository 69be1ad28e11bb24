import type { Command } from '../command.ts'
import { listenNoMore } from './listen.ts'

/** UNSUBSCRIBE [channel [channel ...]] */
export const unsubscribe: Command = {
  name: 'unsubscribe',
  arity: -1,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: listenNoMore('channels', 'unsubscribe'),
}
