import type { Command } from '../command.ts'
import { listenersOf } from './pubsub-names.ts'

/** PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]] */
export const pubsubShardnumsub: Command = {
  name: 'shardnumsub',
  group: 'pubsub',
  since: '7.0.0',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: listenersOf('shardChannels'),
}
