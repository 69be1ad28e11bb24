import type { ReplyWriter } from '@resident/protocol'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { err } from '../errors.ts'
import type { ClusterNode } from './cluster-node.ts'

/** A handler that is only called where cluster-enabled is `yes`. */
export type ClusterHandler = (
  node: ClusterNode,
  argv: Argv,
  reply: ReplyWriter,
  client: Client,
) => void

/** Refuses the command while cluster-enabled is `no`. */
export function forNode(handler: ClusterHandler): Handler {
  return (client, argv, reply) => {
    const { cluster } = client.server
    if (cluster === undefined) throw err('This instance has cluster support disabled')
    handler(cluster, argv, reply, client)
  }
}
