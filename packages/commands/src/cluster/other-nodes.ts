import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err, SYNTAX, subcommandSyntax, unknownNode } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { ClusterHandler } from './for-node.ts'

// There is no bus between nodes, so there is never another one.

/** CLUSTER MEET ip port [cluster-bus-port] */
export const meet: ClusterHandler = (_node, argv) => {
  const address = untilZero(arg.bytes(argv, 2))
  const port = untilZero(arg.bytes(argv, 3))
  if (argv.length > 5) throw subcommandSyntax('CLUSTER', arg.bytes(argv, 1))
  if (parseInteger(arg.bytes(argv, 3)) === undefined) {
    throw err(`Invalid TCP base port specified: ${port}`)
  }
  const busPort = argv[4]
  if (busPort !== undefined && parseInteger(busPort) === undefined) {
    throw err(`Invalid TCP bus port specified: ${untilZero(busPort)}`)
  }
  throw err(`Invalid node address specified: ${address}:${port}`)
}

/** CLUSTER FORGET node-id */
export const forget: ClusterHandler = (node, argv) => {
  throw isOwn(node, argv)
    ? err("I tried hard but I can't forget myself...")
    : unknownNode(arg.bytes(argv, 2))
}

/** CLUSTER REPLICATE node-id */
export const replicate: ClusterHandler = (node, argv) => {
  throw isOwn(node, argv) ? err("Can't replicate myself") : unknownNode(arg.bytes(argv, 2))
}

/** CLUSTER REPLICAS node-id, once CLUSTER SLAVES */
export const replicas: ClusterHandler = (node, argv, reply) => {
  if (!isOwn(node, argv)) throw unknownNode(arg.bytes(argv, 2))
  reply.array(0)
}

/** CLUSTER COUNT-FAILURE-REPORTS node-id */
export const countFailureReports: ClusterHandler = (node, argv, reply) => {
  if (!isOwn(node, argv)) throw unknownNode(arg.bytes(argv, 2))
  reply.integer(0)
}

/** CLUSTER FAILOVER [FORCE | TAKEOVER] */
export const failoverNode: ClusterHandler = (_node, argv) => {
  if (argv.length > 3) throw subcommandSyntax('CLUSTER', arg.bytes(argv, 1))
  const isPlain = argv.length === 2 || arg.is(argv, 2, 'FORCE') || arg.is(argv, 2, 'TAKEOVER')
  throw isPlain ? err('You should send CLUSTER FAILOVER to a replica') : SYNTAX
}

/** CLUSTER LINKS */
export const links: ClusterHandler = (_node, _argv, reply) => {
  reply.array(0)
}

function isOwn(node: ClusterNode, argv: Argv): boolean {
  return arg.bytes(argv, 2) === node.id
}
