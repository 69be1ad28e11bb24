import type { Command } from '../command.ts'
import { forNode } from './for-node.ts'

/** READONLY */
export const readonly: Command = {
  name: 'readonly',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run: forNode((_node, _argv, reply, client) => {
    client.readsReplicas = true
    reply.status('OK')
  }),
}
