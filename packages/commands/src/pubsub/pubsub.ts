import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { pubsubChannels } from './pubsub-channels.ts'
import { pubsubNumpat } from './pubsub-numpat.ts'
import { pubsubNumsub } from './pubsub-numsub.ts'
import { pubsubShardchannels } from './pubsub-shardchannels.ts'
import { pubsubShardnumsub } from './pubsub-shardnumsub.ts'

/** PUBSUB */
export const pubsub: Command = {
  name: 'pubsub',
  arity: -2,
  flags: [],
  subcommands: [
    pubsubChannels,
    { ...helpOf('PUBSUB'), ungrouped: true },
    pubsubNumpat,
    pubsubNumsub,
    pubsubShardchannels,
    pubsubShardnumsub,
  ],
}
