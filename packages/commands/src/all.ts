import { bitmapCommands } from './bitmap/index.ts'
import { clusterCommands } from './cluster/index.ts'
import type { Command } from './command.ts'
import { connectionCommands } from './connection/index.ts'
import { genericCommands } from './generic/index.ts'
import { geoCommands } from './geo/index.ts'
import { hashCommands } from './hash/index.ts'
import { hyperloglogCommands } from './hyperloglog/index.ts'
import { listCommands } from './list/index.ts'
import { pubsubCommands } from './pubsub/index.ts'
import { serverCommands } from './server/index.ts'
import { setCommands } from './set/index.ts'
import { sortedSetCommands } from './sorted-set/index.ts'
import { streamCommands } from './stream/index.ts'
import { stringCommands } from './string/index.ts'
import { transactionCommands } from './transactions/index.ts'

/** Every command there is, in the order of Redis's groups. */
export const allCommands: readonly Command[] = [
  ...stringCommands,
  ...bitmapCommands,
  ...hyperloglogCommands,
  ...listCommands,
  ...setCommands,
  ...hashCommands,
  ...genericCommands,
  ...sortedSetCommands,
  ...geoCommands,
  ...streamCommands,
  ...connectionCommands,
  ...pubsubCommands,
  ...serverCommands,
  ...transactionCommands,
  ...clusterCommands,
]
