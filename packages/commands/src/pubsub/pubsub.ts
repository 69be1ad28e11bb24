import type { Command } from '../command.ts'
import { pubsubChannels } from './pubsub-channels.ts'
import { pubsubHelp } from './pubsub-help.ts'
import { pubsubNumpat } from './pubsub-numpat.ts'
import { pubsubNumsub } from './pubsub-numsub.ts'
import { pubsubShardchannels } from './pubsub-shardchannels.ts'
import { pubsubShardnumsub } from './pubsub-shardnumsub.ts'

/** PUBSUB */
export const pubsub: Command = {
  name: 'pubsub',
  group: 'pubsub',
  arity: -2,
  flags: [],
  subcommands: [
    pubsubChannels,
    pubsubHelp,
    pubsubNumpat,
    pubsubNumsub,
    pubsubShardchannels,
    pubsubShardnumsub,
  ],
}
