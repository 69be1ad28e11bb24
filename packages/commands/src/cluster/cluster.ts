import type { Command, CommandFlag } from '../command.ts'
import { refuseClusterless } from './disabled.ts'

const CHANGES: readonly CommandFlag[] = ['admin', 'stale', 'no_async_loading']
const ADMIN: readonly CommandFlag[] = ['admin', 'stale']
const STALE: readonly CommandFlag[] = ['stale']
const OPEN = 'nondeterministic_output'

type Subcommand = readonly [
  name: string,
  since: string,
  arity: number,
  flags: readonly CommandFlag[],
  tip?: string,
]

/** All of them are refused alike, so a line each will do. */
const SUBCOMMANDS: readonly Subcommand[] = [
  ['addslots', '3.0.0', -3, CHANGES],
  ['addslotsrange', '7.0.0', -4, CHANGES],
  ['bumpepoch', '3.0.0', 2, CHANGES, OPEN],
  ['count-failure-reports', '3.0.0', 3, ADMIN, OPEN],
  ['countkeysinslot', '3.0.0', 3, STALE],
  ['delslots', '3.0.0', -3, CHANGES],
  ['delslotsrange', '7.0.0', -4, CHANGES],
  ['failover', '3.0.0', -2, CHANGES],
  ['flushslots', '3.0.0', 2, CHANGES],
  ['forget', '3.0.0', 3, CHANGES],
  ['getkeysinslot', '3.0.0', 4, STALE, OPEN],
  ['help', '5.0.0', 2, ['loading', 'stale']],
  ['info', '3.0.0', 2, STALE, OPEN],
  ['keyslot', '3.0.0', 3, STALE],
  ['links', '7.0.0', 2, STALE, OPEN],
  ['meet', '3.0.0', -4, CHANGES],
  ['myid', '3.0.0', 2, STALE],
  ['nodes', '3.0.0', 2, STALE, OPEN],
  ['replicas', '5.0.0', 3, ADMIN, OPEN],
  ['replicate', '3.0.0', 3, CHANGES],
  ['reset', '3.0.0', -2, ['admin', 'noscript', 'stale']],
  ['saveconfig', '3.0.0', 2, CHANGES],
  ['set-config-epoch', '3.0.0', 3, CHANGES],
  ['setslot', '3.0.0', -4, CHANGES],
  ['shards', '7.0.0', 2, STALE, OPEN],
  ['slaves', '3.0.0', 3, ADMIN, OPEN],
  ['slots', '3.0.0', 2, STALE, OPEN],
]

/** CLUSTER subcommand [arg [arg ...]] */
export const cluster: Command = {
  name: 'cluster',
  group: 'cluster',
  since: '3.0.0',
  arity: -2,
  flags: [],
  subcommands: SUBCOMMANDS.map(([name, since, arity, flags, tip]) => ({
    name,
    group: 'cluster',
    since,
    arity,
    flags,
    tips: tip === undefined ? [] : [tip],
    run: refuseClusterless,
  })),
}
