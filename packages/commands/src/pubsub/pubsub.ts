import type { Command, CommandFlag, Handler } from '../command.ts'
import { helpOf } from '../help.ts'
import { listenersOf, namesOf } from './pubsub-names.ts'

const OPEN: readonly CommandFlag[] = ['pubsub', 'loading', 'stale']

/** PUBSUB NUMPAT */
const pubsubNumpat: Handler = ({ server }, _argv, reply) => {
  reply.integer(server.pubsub.count('patterns'))
}

/** PUBSUB */
export const pubsub: Command = {
  name: 'pubsub',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'channels', arity: -2, flags: OPEN, run: namesOf('channels') },
    { ...helpOf('PUBSUB'), ungrouped: true },
    { name: 'numpat', arity: 2, flags: OPEN, run: pubsubNumpat },
    { name: 'numsub', arity: -2, flags: OPEN, run: listenersOf('channels') },
    { name: 'shardchannels', arity: -2, flags: OPEN, run: namesOf('shardChannels') },
    { name: 'shardnumsub', arity: -2, flags: OPEN, run: listenersOf('shardChannels') },
  ],
}
