import type { Command } from '../command.ts'
import { forNode } from './for-node.ts'

/** READONLY */
export const readonly: Command = readsReplicas('readonly', true)

/** READWRITE */
export const readwrite: Command = readsReplicas('readwrite', false)

/** Whether the client would read from a node that is only a replica. */
function readsReplicas(name: string, does: boolean): Command {
  return {
    name,
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    acl: ['connection'],
    run: forNode((_node, _argv, reply, client) => {
      client.readsReplicas = does
      reply.status('OK')
    }),
  }
}
