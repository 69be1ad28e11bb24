import type { Hint } from './hints.ts'
import { OWN_ID } from './one-node.ts'
import { oneOf, type Pool } from './values.ts'

// What is asked of a node of a cluster that is alone: so that slots are taken and given, some of them with keys.

/** Those of `str`, `num`, `list1`, `hash1`, `set1` and `zset1` among them. */
const slots: Pool = oneOf(0, 1, 2, 3, 16383, 6928, 2765, 7141, 4414, 3037, 4341)
const noSlots: Pool = oneOf('-1', '16384', 'abc', '', '1.5', '9223372036854775808')
const nodes: Pool = oneOf(OWN_ID, OWN_ID, '0'.repeat(40), 'abc', '')
const slot: Hint = { values: { slot: slots }, bad: { slot: noSlots } }
const slotRange: Hint = {
  values: { 'start-slot': oneOf(0, 2, 2765), 'end-slot': oneOf(1, 2, 3, 3037, 4414) },
  bad: { 'start-slot': noSlots, 'end-slot': noSlots },
  most: { 'start-slot_end-slot': 2 },
}
const node: Hint = { values: { 'node-id': nodes } }

export const CLUSTER_HINTS: Readonly<Record<string, Hint>> = {
  'cluster|addslots': slot,
  'cluster|addslotsrange': slotRange,
  'cluster|count-failure-reports': node,
  'cluster|countkeysinslot': slot,
  'cluster|delslots': slot,
  'cluster|delslotsrange': slotRange,
  'cluster|flushslots': { late: true },
  'cluster|forget': node,
  'cluster|getkeysinslot': { ...slot, values: { slot: slots, count: oneOf(0, 1, 2, 100) } },
  // Of an address that can be, the real server begins to look for the node.
  'cluster|meet': {
    values: { ip: oneOf('256.1.1.1', 'host', ''), port: oneOf(1, 7000, 65535) },
    bad: { ip: oneOf('x'.repeat(70), '1.2.3'), port: oneOf('0', '-1', '65536', 'abc', '') },
  },
  'cluster|replicas': node,
  'cluster|replicate': node,
  'cluster|reset': { late: true },
  'cluster|set-config-epoch': { values: { 'config-epoch': oneOf(0, 1, 2, 5) } },
  'cluster|setslot': { values: { slot: slots, 'node-id': nodes }, bad: { slot: noSlots } },
  'cluster|slaves': node,
}
