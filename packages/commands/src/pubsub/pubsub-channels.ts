import type { Subcommand } from '../command.ts'
import { namesOf } from './pubsub-names.ts'

/** PUBSUB CHANNELS [pattern] */
export const pubsubChannels: Subcommand = {
  name: 'channels',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: namesOf('channels'),
}
