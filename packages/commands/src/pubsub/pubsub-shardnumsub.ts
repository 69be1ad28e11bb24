import type { Command } from '../command.ts'
import { listenersOf } from './pubsub-names.ts'

/** PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]] */
export const pubsubShardnumsub: Command = {
  name: 'shardnumsub',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: listenersOf('shardChannels'),
}
