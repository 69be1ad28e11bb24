import { type Command, keysFrom } from '../command.ts'
import { listenNoMore } from './listen.ts'

/** SUNSUBSCRIBE [shardchannel [shardchannel ...]] */
export const sunsubscribe: Command = {
  name: 'sunsubscribe',
  arity: -1,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  keys: [keysFrom(1, -1, 1, 'not_key')],
  run: listenNoMore('shardChannels', 'sunsubscribe'),
}
