import type { Subcommand } from '../command.ts'
import { listenersOf } from './pubsub-names.ts'

/** PUBSUB NUMSUB [channel [channel ...]] */
export const pubsubNumsub: Subcommand = {
  name: 'numsub',
  arity: -2,
  flags: ['pubsub', 'loading', 'stale'],
  run: listenersOf('channels'),
}
