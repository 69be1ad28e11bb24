import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { type CommandError, err, wrongArity } from '../errors.ts'

import type { ClusterNode, SlotRange } from './cluster-node.ts'
import type { ClusterHandler } from './for-node.ts'
import { keySlot } from './key-slot.ts'
import { slotArgument } from './slot-argument.ts'

const slotRepeated = (slot: number): CommandError => err(`Slot ${slot} specified multiple times`)

const slotUnassigned = (slot: number): CommandError => err(`Slot ${slot} is already unassigned`)

const slotBusy = (slot: number): CommandError => err(`Slot ${slot} is already busy`)

/** CLUSTER ADDSLOTS slot [slot ...] */
export const addSlots: ClusterHandler = (node, argv, reply) => {
  own(node, slotsOf(argv))
  reply.status('OK')
}

/** CLUSTER ADDSLOTSRANGE start-slot end-slot [start-slot end-slot ...] */
export const addSlotsRange: ClusterHandler = (node, argv, reply) => {
  own(node, rangesIn(argv))
  reply.status('OK')
}

/** CLUSTER DELSLOTS slot [slot ...] */
export const delSlots: ClusterHandler = (node, argv, reply, client) => {
  disown(client, node, slotsOf(argv))
  reply.status('OK')
}

/** CLUSTER DELSLOTSRANGE start-slot end-slot [start-slot end-slot ...] */
export const delSlotsRange: ClusterHandler = (node, argv, reply, client) => {
  disown(client, node, rangesIn(argv))
  reply.status('OK')
}

/** CLUSTER FLUSHSLOTS */
export const flushSlots: ClusterHandler = (node, _argv, reply, client) => {
  if (client.db.size > 0) throw err('DB must be empty to perform CLUSTER FLUSHSLOTS.')
  disownAll(client, node)
  reply.status('OK')
}

/** Gives up all slots, and unsubscribes the clients from their shard channels. */
export function disownAll(client: Client, node: ClusterNode): void {
  node.disownAll()
  endLostChannels(client, node)
  node.thinkLater()
}

function own(node: ClusterNode, ranges: Iterable<SlotRange>): void {
  for (const slot of demandOnce(ranges, (slot) => (node.owns(slot) ? slotBusy(slot) : undefined))) {
    node.own(slot)
    node.importing.delete(slot)
  }
  node.thinkLater()
}

function disown(client: Client, node: ClusterNode, ranges: Iterable<SlotRange>): void {
  const refusalOf = (slot: number) => (node.owns(slot) ? undefined : slotUnassigned(slot))
  for (const slot of demandOnce(ranges, refusalOf)) {
    node.disown(slot)
    node.importing.delete(slot)
  }
  endLostChannels(client, node)
  node.thinkLater()
}

function slotsOf(argv: Argv): readonly SlotRange[] {
  const ranges: SlotRange[] = []
  for (let i = 2; i < argv.length; i++) {
    const slot = slotArgument(argv, i)
    ranges.push([slot, slot])
  }
  return ranges
}

/** One at a time: Redis looks at a range's slots before it reads the next range. */
function* rangesIn(argv: Argv): Iterable<SlotRange> {
  if (argv.length % 2 === 1) throw wrongArity(`cluster|${argv[1]!.toLowerCase()}`)
  for (let i = 2; i < argv.length; i += 2) {
    const first = slotArgument(argv, i)
    const last = slotArgument(argv, i + 1)
    if (first > last) {
      throw err(`start slot number ${first} is greater than end slot number ${last}`)
    }
    yield [first, last]
  }
}

/** All slots of these ranges; throws at the first that is refused, or there for the second time. */
function demandOnce(
  ranges: Iterable<SlotRange>,
  refusalOf: (slot: number) => CommandError | undefined,
): ReadonlySet<number> {
  const slots = new Set<number>()
  for (const [first, last] of ranges) {
    for (let slot = first; slot <= last; slot++) {
      const refusal = refusalOf(slot) ?? (slots.has(slot) ? slotRepeated(slot) : undefined)
      if (refusal !== undefined) throw refusal
      slots.add(slot)
    }
  }
  return slots
}

/** Unsubscribes clients from shard channels whose slot is no longer ours, and tells them. */
function endLostChannels({ server: { pubsub } }: Client, node: ClusterNode): void {
  for (const channel of [...pubsub.names('shardChannels')]) {
    if (!node.owns(keySlot(channel))) pubsub.endShardChannel(channel)
  }
}
