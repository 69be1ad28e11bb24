import type { Command } from '../command.ts'
import { forNode } from './for-node.ts'

/** READONLY */
export const readonly: Command = readsReplicas('readonly')

/** READWRITE */
export const readwrite: Command = readsReplicas('readwrite')

/** Sets whether the client would read from a node that is only a replica. */
function readsReplicas(name: 'readonly' | 'readwrite'): Command {
  return {
    name,
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    acl: ['connection'],
    run: forNode((_node, _argv, reply, client) => {
      client.readsReplicas = name === 'readonly'
      reply.status('OK')
    }),
  }
}
