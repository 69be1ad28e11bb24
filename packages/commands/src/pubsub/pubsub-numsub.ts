import type { Command } from '../command.ts'
import { listenersOf } from './pubsub-names.ts'

/** PUBSUB NUMSUB [channel [channel ...]] */
export const pubsubNumsub: Command = {
  name: 'numsub',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: listenersOf('channels'),
}
