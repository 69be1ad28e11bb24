import type { Command } from '../command.ts'
import { namesOf } from './pubsub-names.ts'

/** PUBSUB SHARDCHANNELS [pattern] */
export const pubsubShardchannels: Command = {
  name: 'shardchannels',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: namesOf('shardChannels'),
}
