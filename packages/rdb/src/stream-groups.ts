import { type Bytes, compare } from '@resident/bytes'
import type { StreamId } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import type { Input } from './input.ts'
import { readLength, readUint64, writeLength } from './length.ts'
import type { Output } from './output.ts'
import { readId, writeId } from './stream-id.ts'
import type {
  StreamConsumerRecord,
  StreamGroupRecord,
  StreamPendingRecord,
  StreamRecord,
} from './stream-record.ts'
import { readString, writeString } from './string.ts'

const ID_BYTES = 16
/** -1 as an unsigned integer: what Redis writes for a number of entries read that it does not know. */
const UNKNOWN = 0xffffffffffffffffn

type Groups = StreamRecord['groups']
type Pending = StreamGroupRecord['pending']
type Consumers = StreamGroupRecord['consumers']

/** Writes groups, consumers and pending entries, all in the order of their names or ids. */
export function writeGroups(output: Output, groups: Groups): void {
  writeLength(output, groups.size)
  for (const name of [...groups.keys()].sort(compare)) {
    const group = groups.get(name) as StreamGroupRecord
    writeString(output, name)
    writeId(output, group.lastId)
    writeLength(output, group.entriesRead ?? UNKNOWN)
    writePending(output, group.pending)
    writeConsumers(output, group)
  }
}

function writePending(output: Output, pending: Pending): void {
  writeLength(output, pending.size)
  for (const id of [...pending.keys()].sort(compare)) {
    const entry = pending.get(id) as StreamPendingRecord
    output.text(id)
    output.int64(entry.deliveryTime)
    writeLength(output, entry.deliveryCount)
  }
}

function writeConsumers(output: Output, { consumers, pending }: StreamGroupRecord): void {
  const owned = new Map<StreamConsumerRecord, StreamId[]>()
  for (const consumer of consumers.values()) owned.set(consumer, [])
  for (const [id, { consumer }] of pending) owned.get(consumer)?.push(id)
  writeLength(output, consumers.size)
  for (const name of [...consumers.keys()].sort(compare)) {
    const consumer = consumers.get(name) as StreamConsumerRecord
    const ids = owned.get(consumer) as StreamId[]
    writeString(output, name)
    output.int64(consumer.seenTime)
    writeLength(output, ids.length)
    for (const id of ids.sort(compare)) output.text(id)
  }
}

/** `counted`: whether each group says how many entries it has read, as since Redis 7.0. */
export function readGroups(
  input: Input,
  stream: Omit<StreamRecord, 'groups'>,
  counted: boolean,
): Groups {
  const groups = new Map<Bytes, StreamGroupRecord>()
  for (let left = readLength(input); left > 0; left--) {
    const name = readString(input)
    const lastId = readId(input)
    const entriesRead = counted ? readEntriesRead(input) : estimateEntriesRead(stream, lastId)
    const deliveries = readDeliveries(input)
    const pending = new Map<StreamId, StreamPendingRecord>()
    const consumers = readConsumers(input, deliveries, pending)
    if (groups.has(name) || pending.size < deliveries.size) throw DAMAGED
    groups.set(name, { lastId, entriesRead, pending, consumers })
  }
  return groups
}

function readEntriesRead(input: Input): number | bigint | undefined {
  const count = readUint64(input)
  return count === UNKNOWN ? undefined : count
}

/** Redis's estimate for a group that does not say. It takes no account of deleted entries. */
function estimateEntriesRead(
  { log, lastId, entriesAdded }: Omit<StreamRecord, 'groups'>,
  id: StreamId,
): number | bigint | undefined {
  if (Number(entriesAdded) === 0) return 0
  if (id === lastId || (log.first === undefined && id < lastId)) return entriesAdded
  if (id > lastId || log.first === undefined) return undefined
  if (id > log.first) return undefined
  const before = Number(entriesAdded) - log.length
  return id === log.first ? before + 1 : before
}

type Delivery = Omit<StreamPendingRecord, 'consumer'>

function readDeliveries(input: Input): Map<StreamId, Delivery> {
  const deliveries = new Map<StreamId, Delivery>()
  for (let left = readLength(input); left > 0; left--) {
    const id = readRawId(input)
    const deliveryTime = Number(input.int64())
    if (deliveries.has(id)) throw DAMAGED
    deliveries.set(id, { deliveryTime, deliveryCount: readUint64(input) })
  }
  return deliveries
}

/** Each consumer names the deliveries that are its own, which become pending entries. */
function readConsumers(
  input: Input,
  deliveries: ReadonlyMap<StreamId, Delivery>,
  pending: Map<StreamId, StreamPendingRecord>,
): Consumers {
  const consumers = new Map<Bytes, StreamConsumerRecord>()
  for (let left = readLength(input); left > 0; left--) {
    const name = readString(input)
    if (consumers.has(name)) throw DAMAGED
    const consumer = { name, seenTime: Number(input.int64()) }
    consumers.set(name, consumer)
    for (let owned = readLength(input); owned > 0; owned--) {
      const id = readRawId(input)
      const delivery = deliveries.get(id)
      if (delivery === undefined || pending.has(id)) throw DAMAGED
      pending.set(id, { consumer, ...delivery })
    }
  }
  return consumers
}

function readRawId(input: Input): StreamId {
  return input.text(ID_BYTES) as StreamId
}
