import type { Command } from '../command.ts'
import { namesOf } from './pubsub-names.ts'

/** PUBSUB SHARDCHANNELS [pattern] */
export const pubsubShardchannels: Command = {
  name: 'shardchannels',
  group: 'pubsub',
  since: '7.0.0',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: namesOf('shardChannels'),
}
