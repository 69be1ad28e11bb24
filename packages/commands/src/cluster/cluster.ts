import type { Command, CommandFlag } from '../command.ts'
import { help } from '../help.ts'
import { bumpEpoch, setConfigEpoch } from './epochs.ts'
import { type ClusterHandler, forNode } from './for-node.ts'
import { countKeysInSlot, getKeysInSlot, tellKeySlot } from './keys-in-slot.ts'
import {
  countFailureReports,
  failoverNode,
  forget,
  links,
  meet,
  replicas,
  replicate,
} from './other-nodes.ts'
import { addSlots, addSlotsRange, delSlots, delSlotsRange, flushSlots } from './own-slots.ts'
import { resetNode } from './reset-node.ts'
import { setSlot } from './set-slot.ts'
import { myId, showInfo, showNodes, showShards, showSlots } from './show-node.ts'

const CHANGES: readonly CommandFlag[] = ['admin', 'stale', 'no_async_loading']
const ADMIN: readonly CommandFlag[] = ['admin', 'stale']
const STALE: readonly CommandFlag[] = ['stale']
const OPEN = 'nondeterministic_output'

const clusterHelp = help('CLUSTER')
const showHelp: ClusterHandler = (_node, argv, reply, client) => clusterHelp(client, argv, reply)
/** CLUSTER SAVECONFIG: there is no file that would have to be saved. */
const saveConfig: ClusterHandler = (_node, _argv, reply) => reply.status('OK')

type Line = readonly [
  name: string,
  arity: number,
  flags: readonly CommandFlag[],
  handler: ClusterHandler,
  tip?: string,
]

/** One line each; their handlers are in files by subject. */
const SUBCOMMANDS: readonly Line[] = [
  ['addslots', -3, CHANGES, addSlots],
  ['addslotsrange', -4, CHANGES, addSlotsRange],
  ['bumpepoch', 2, CHANGES, bumpEpoch, OPEN],
  ['count-failure-reports', 3, ADMIN, countFailureReports, OPEN],
  ['countkeysinslot', 3, STALE, countKeysInSlot],
  ['delslots', -3, CHANGES, delSlots],
  ['delslotsrange', -4, CHANGES, delSlotsRange],
  ['failover', -2, CHANGES, failoverNode],
  ['flushslots', 2, CHANGES, flushSlots],
  ['forget', 3, CHANGES, forget],
  ['getkeysinslot', 4, STALE, getKeysInSlot, OPEN],
  ['help', 2, ['loading', 'stale'], showHelp],
  ['info', 2, STALE, showInfo, OPEN],
  ['keyslot', 3, STALE, tellKeySlot],
  ['links', 2, STALE, links, OPEN],
  ['meet', -4, CHANGES, meet],
  ['myid', 2, STALE, myId],
  ['nodes', 2, STALE, showNodes, OPEN],
  ['replicas', 3, ADMIN, replicas, OPEN],
  ['replicate', 3, CHANGES, replicate],
  ['reset', -2, ['admin', 'noscript', 'stale'], resetNode],
  ['saveconfig', 2, CHANGES, saveConfig],
  ['set-config-epoch', 3, CHANGES, setConfigEpoch],
  ['setslot', -4, CHANGES, setSlot],
  ['shards', 2, STALE, showShards, OPEN],
  ['slaves', 3, ADMIN, replicas, OPEN],
  ['slots', 2, STALE, showSlots, OPEN],
]

/** CLUSTER subcommand [arg [arg ...]] */
export const cluster: Command = {
  name: 'cluster',
  arity: -2,
  flags: [],
  subcommands: SUBCOMMANDS.map(([name, arity, flags, handler, tip]) => ({
    name,
    arity,
    flags,
    tips: tip === undefined ? [] : [tip],
    run: forNode(handler),
  })),
}
