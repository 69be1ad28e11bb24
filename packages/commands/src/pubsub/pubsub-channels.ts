import type { Command } from '../command.ts'
import { namesOf } from './pubsub-names.ts'

/** PUBSUB CHANNELS [pattern] */
export const pubsubChannels: Command = {
  name: 'channels',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: namesOf('channels'),
}
