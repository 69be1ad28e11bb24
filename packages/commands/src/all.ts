import * as bitmap from './bitmap/index.ts'
import * as cluster from './cluster/index.ts'
import type { Command, CommandGroup } from './command.ts'
import * as connection from './connection/index.ts'
import * as generic from './generic/index.ts'
import * as geo from './geo/index.ts'
import * as hash from './hash/index.ts'
import * as hyperloglog from './hyperloglog/index.ts'
import * as list from './list/index.ts'
import * as pubsub from './pubsub/index.ts'
import * as server from './server/index.ts'
import * as set from './set/index.ts'
import * as sortedSet from './sorted-set/index.ts'
import * as stream from './stream/index.ts'
import * as string from './string/index.ts'
import * as transactions from './transactions/index.ts'

/** The commands of each folder, in the order of Redis's groups. */
const FOLDERS: Readonly<Partial<Record<CommandGroup, Readonly<Record<string, Command>>>>> = {
  string,
  bitmap,
  hyperloglog,
  list,
  set,
  hash,
  generic,
  'sorted-set': sortedSet,
  geo,
  stream,
  connection,
  pubsub,
  server,
  transactions,
  cluster,
}

/** Every command there is, each with its group. */
export const allCommands: readonly Command[] = Object.entries(FOLDERS).flatMap(
  ([group, commands]) =>
    Object.values(commands).map((command) => ({ ...command, group: group as CommandGroup })),
)
