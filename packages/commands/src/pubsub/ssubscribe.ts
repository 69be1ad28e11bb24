import { type Command, keysFrom } from '../command.ts'
import { listenTo } from './listen.ts'

/** SSUBSCRIBE shardchannel [shardchannel ...] */
export const ssubscribe: Command = {
  name: 'ssubscribe',
  group: 'pubsub',
  since: '7.0.0',
  arity: -2,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  keys: [keysFrom(1, -1, 1, 'not_key')],
  run: listenTo('shardChannels', 'ssubscribe'),
}
