import type { Command } from '../command.ts'
import { listenTo } from './listen.ts'

/** SUBSCRIBE channel [channel ...] */
export const subscribe: Command = {
  name: 'subscribe',
  arity: -2,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  run: listenTo('channels', 'subscribe'),
}
