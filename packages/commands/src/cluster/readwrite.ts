import type { Command } from '../command.ts'
import { forNode } from './for-node.ts'

/** READWRITE */
export const readwrite: Command = {
  name: 'readwrite',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run: forNode((_node, _argv, reply, client) => {
    client.readsReplicas = false
    reply.status('OK')
  }),
}
