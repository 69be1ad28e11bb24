import { ascii, EMPTY } from '@resident/bytes'
import { type ReplyFields, type ReplyValue, replyValue } from '../reply-value.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { ClusterHandler } from './for-node.ts'
import { endpointOf, type NodeAddress, nodeAddress } from './node-address.ts'

/** CLUSTER MYID */
export const myId: ClusterHandler = (node, _argv, reply) => {
  reply.bulk(node.id)
}

/** CLUSTER INFO */
export const showInfo: ClusterHandler = (node, _argv, reply) => {
  const lines: readonly (readonly [name: string, value: string | number])[] = [
    ['cluster_state', node.isUp ? 'ok' : 'fail'],
    ['cluster_slots_assigned', node.slots],
    ['cluster_slots_ok', node.slots],
    ['cluster_slots_pfail', 0],
    ['cluster_slots_fail', 0],
    ['cluster_known_nodes', 1],
    ['cluster_size', node.size],
    ['cluster_current_epoch', `${node.currentEpoch}`],
    ['cluster_my_epoch', `${node.configEpoch}`],
    ['cluster_stats_messages_sent', 0],
    ['cluster_stats_messages_received', 0],
    ['total_cluster_links_buffer_limit_exceeded', 0],
  ]
  reply.verbatim('txt', ascii(lines.map(([name, value]) => `${name}:${value}\r\n`).join('')))
}

/** CLUSTER NODES */
export const showNodes: ClusterHandler = (node, _argv, reply, { server }) => {
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

/** The slots that are migrating or being imported. */
function open({ id, migrating, importing }: ClusterNode): string {
  return [...new Set([...migrating, ...importing])]
    .sort((a, b) => a - b)
    .map((slot) => ` [${slot}-${migrating.has(slot) ? '>' : '<'}-${id}]`)
    .join('')
}

/** CLUSTER SLOTS */
export const showSlots: ClusterHandler = (node, _argv, reply, { server }) => {
  const address = nodeAddress(server.config)
  const ranges = node.ranges().map(([first, last]) => [first, last, placeOf(node, address)])
  replyValue(reply, ranges)
}

function placeOf({ id }: ClusterNode, address: NodeAddress): ReplyValue {
  const { ip, port, hostname, preferred } = address
  const rest = {
    ...(preferred !== 'ip' && { ip }),
    ...(preferred !== 'hostname' && hostname !== '' && { hostname }),
  }
  return [endpointOf(address), port, id, rest]
}

/** CLUSTER SHARDS */
export const showShards: ClusterHandler = (node, _argv, reply, { server }) => {
  const shard = { slots: node.ranges().flat(), nodes: [memberOf(node, nodeAddress(server.config))] }
  replyValue(reply, [shard])
}

function memberOf({ id }: ClusterNode, address: NodeAddress): ReplyFields {
  const { ip, port, hostname } = address
  return {
    id,
    port,
    ip,
    endpoint: endpointOf(address) ?? EMPTY,
    ...(hostname !== '' && { hostname }),
    role: 'master',
    'replication-offset': 0,
    health: 'online',
  }
}
