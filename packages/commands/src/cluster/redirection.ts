import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { CLUSTER_DOWN, CLUSTER_DOWN_READS_ONLY, CommandError } from '../errors.ts'
import { ownKeysOf } from '../key-specs.ts'
import type { Row } from '../table.ts'
import type { ClusterNode } from './cluster-node.ts'
import { keySlot } from './key-slot.ts'

const TRY_AGAIN = new CommandError('TRYAGAIN', 'Multiple keys request during rehashing of slot')
const SLOT_NOT_SERVED = new CommandError('CLUSTERDOWN', 'Hash slot not served')
const CROSS_SLOT = new CommandError('CROSSSLOT', "Keys in request don't hash to the same slot")

const NONE: readonly Bytes[] = []
/** Commands whose arguments are shard channels, which have slots as keys do. */
const OF_SHARDS: ReadonlySet<string> = new Set(['spublish', 'ssubscribe', 'sunsubscribe'])

/** Why a node of a cluster does not run this request; `undefined` if it does (Redis's getNodeByQuery). */
export function redirectionOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
  const node = client.server.cluster
  if (node === undefined) return undefined
  if (row.fullName !== 'exec') return refusalOf(client, node, row, slotted(row, argv))
  const all = queuedWords(client)
  const writer = client.queue.find((queued) => queued.row.write)
  return refusalOf(client, node, writer?.row ?? row, all)
}

/** The slot of a request's keys, if it has any; they must be known to share it. */
export function slotOf(row: Row, argv: Argv): number | undefined {
  const [first] = slotted(row, argv)
  return first === undefined ? undefined : keySlot(first)
}

/** The slot of the keys of all queued commands, if they have any; they must be known to share it. */
export function slotOfQueue(client: Client): number | undefined {
  const [first] = queuedWords(client)
  return first === undefined ? undefined : keySlot(first)
}

function queuedWords({ queue }: Client): readonly Bytes[] {
  return queue.flatMap(({ row, argv }) => slotted(row, argv))
}

/** The arguments of a request that have slots: keys, or shard channels. */
function slotted(row: Row, argv: Argv): readonly Bytes[] {
  if (row.fullName === 'spublish') return [argv[1]!]
  if (OF_SHARDS.has(row.fullName)) return argv.slice(1)
  if (row.keys.length === 0) return NONE
  return ownKeysOf(row.command, argv).map(({ index }) => argv[index]!)
}

function refusalOf(
  client: Client,
  node: ClusterNode,
  row: Row,
  keys: readonly Bytes[],
): CommandError | undefined {
  const [first] = keys
  if (first === undefined) return undefined
  const slot = keySlot(first)
  if (!node.owns(slot)) return SLOT_NOT_SERVED
  if (keys.some((key) => keySlot(key) !== slot)) return CROSS_SLOT
  if (!node.isUp) {
    const refusal = refusalWhileDown(client, row)
    if (refusal !== undefined) return refusal
  }
  // The slot is migrating, though only to this node itself: keys that are missing might be at the target.
  if (!node.migrating.has(slot) || OF_SHARDS.has(row.fullName) || row.fullName === 'migrate') {
    return undefined
  }
  const there = keys.filter((key) => client.db.holds(key)).length
  return there > 0 && there < keys.length ? TRY_AGAIN : undefined
}

/** While the cluster is down: why the command is not served, if it is not. */
function refusalWhileDown({ server }: Client, row: Row): CommandError | undefined {
  const allows = (what: string): boolean =>
    server.config.value(`cluster-allow-${what}-when-down`) === 'yes'
  if (OF_SHARDS.has(row.fullName)) return allows('pubsubshard') ? undefined : CLUSTER_DOWN
  if (!allows('reads')) return CLUSTER_DOWN
  return row.write ? CLUSTER_DOWN_READS_ONLY : undefined
}

/** Why clients that are blocked on these keys must be unblocked: this node no longer serves them. */
export function refusalOfWaiting(
  node: ClusterNode,
  keys: readonly Bytes[],
): CommandError | undefined {
  const [first] = keys
  if (first === undefined) return undefined
  if (!node.isUp) return CLUSTER_DOWN
  const slot = keySlot(first)
  return node.owns(slot) || node.importing.has(slot) ? undefined : SLOT_NOT_SERVED
}

/** The codes of errors by which a cluster redirects or rejects a request. */
const REDIRECTIONS: ReadonlySet<string> = new Set(['CROSSSLOT', 'CLUSTERDOWN', 'TRYAGAIN'])

export function isRedirection({ code }: CommandError): boolean {
  return REDIRECTIONS.has(code)
}
