import { ascii, type Bytes, EMPTY } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { ClusterNode, SlotRange } from './cluster-node.ts'
import type { ClusterDeed } from './for-node.ts'
import { endpointOf, type NodeAddress, nodeAddress } from './node-address.ts'

/** CLUSTER MYID */
export const myId: ClusterDeed = (node, _argv, reply) => {
  reply.bulk(node.id)
}

/** CLUSTER INFO */
export const showInfo: ClusterDeed = (node, _argv, reply) => {
  const lines: readonly (readonly [name: string, value: string | number])[] = [
    ['cluster_state', node.isUp ? 'ok' : 'fail'],
    ['cluster_slots_assigned', node.slots],
    ['cluster_slots_ok', node.slots],
    ['cluster_slots_pfail', 0],
    ['cluster_slots_fail', 0],
    ['cluster_known_nodes', 1],
    ['cluster_size', node.size],
    ['cluster_current_epoch', node.currentEpoch],
    ['cluster_my_epoch', node.configEpoch],
    ['cluster_stats_messages_sent', 0],
    ['cluster_stats_messages_received', 0],
    ['total_cluster_links_buffer_limit_exceeded', 0],
  ]
  reply.verbatim('txt', ascii(lines.map(([name, value]) => `${name}:${value}\r\n`).join('')))
}

/** CLUSTER NODES */
export const showNodes: ClusterDeed = (node, _argv, reply, { server }) => {
  const { ip, port, busPort, hostname } = nodeAddress(server.config)
  const host = hostname === '' ? '' : `,${hostname}`
  const slots = node
    .ranges()
    .map(([first, last]) => (first === last ? ` ${first}` : ` ${first}-${last}`))
  const line =
    `${node.id} ${ip}:${port}@${busPort}${host} myself,master - 0 0 ${node.configEpoch} connected` +
    `${slots.join('')}${open(node)}\n`
  reply.verbatim('txt', ascii(line))
}

/** The slots that are on their way. */
function open({ id, migrating, importing }: ClusterNode): string {
  return [...new Set([...migrating, ...importing])]
    .sort((a, b) => a - b)
    .map((slot) => ` [${slot}-${migrating.has(slot) ? '>' : '<'}-${id}]`)
    .join('')
}

/** CLUSTER SLOTS */
export const showSlots: ClusterDeed = (node, _argv, reply, { server }) => {
  const address = nodeAddress(server.config)
  const ranges = node.ranges()
  reply.array(ranges.length)
  for (const [first, last] of ranges) {
    reply.array(3)
    reply.integer(first)
    reply.integer(last)
    showPlace(node, address, reply)
  }
}

function showPlace({ id }: ClusterNode, address: NodeAddress, reply: ReplyWriter): void {
  const { ip, port, hostname, preferred } = address
  const endpoint = endpointOf(address)
  reply.array(4)
  if (endpoint === undefined) reply.null()
  else reply.bulk(endpoint)
  reply.integer(port)
  reply.bulk(id)
  const rest: (readonly [string, Bytes])[] = []
  if (preferred !== 'ip') rest.push(['ip', ip])
  if (preferred !== 'hostname' && hostname !== '') rest.push(['hostname', hostname])
  reply.map(rest.length)
  for (const [name, value] of rest) showField(reply, name, value)
}

/** CLUSTER SHARDS */
export const showShards: ClusterDeed = (node, _argv, reply, { server }) => {
  reply.array(1)
  reply.map(2)
  reply.bulk(ascii('slots'))
  showRanges(node.ranges(), reply)
  reply.bulk(ascii('nodes'))
  reply.array(1)
  showMember(node, nodeAddress(server.config), reply)
}

function showRanges(ranges: readonly SlotRange[], reply: ReplyWriter): void {
  reply.array(2 * ranges.length)
  for (const [first, last] of ranges) {
    reply.integer(first)
    reply.integer(last)
  }
}

function showMember({ id }: ClusterNode, address: NodeAddress, reply: ReplyWriter): void {
  const { ip, port, hostname } = address
  reply.map(hostname === '' ? 7 : 8)
  showField(reply, 'id', id)
  reply.bulk(ascii('port'))
  reply.integer(port)
  showField(reply, 'ip', ip)
  showField(reply, 'endpoint', endpointOf(address) ?? EMPTY)
  if (hostname !== '') showField(reply, 'hostname', hostname)
  showField(reply, 'role', ascii('master'))
  reply.bulk(ascii('replication-offset'))
  reply.integer(0)
  showField(reply, 'health', ascii('online'))
}

function showField(reply: ReplyWriter, name: string, value: Bytes): void {
  reply.bulk(ascii(name))
  reply.bulk(value)
}
