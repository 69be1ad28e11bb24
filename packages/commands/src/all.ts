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

/** Every command there is, in the order of Redis's groups: all that the folders' lists name. */
export const allCommands: readonly Command[] = [
  ...inGroup('string', string),
  ...inGroup('bitmap', bitmap),
  ...inGroup('hyperloglog', hyperloglog),
  ...inGroup('list', list),
  ...inGroup('set', set),
  ...inGroup('hash', hash),
  ...inGroup('generic', generic),
  ...inGroup('sorted-set', sortedSet),
  ...inGroup('geo', geo),
  ...inGroup('stream', stream),
  ...inGroup('connection', connection),
  ...inGroup('pubsub', pubsub),
  ...inGroup('server', server),
  ...inGroup('transactions', transactions),
  ...inGroup('cluster', cluster),
]

function inGroup(
  group: CommandGroup,
  commands: Readonly<Record<string, Command>>,
): readonly Command[] {
  return Object.values(commands).map((command) => ({ ...command, group }))
}
