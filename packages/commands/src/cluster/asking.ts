import type { Command } from '../command.ts'
import { forNode } from './for-node.ts'

/** ASKING */
export const asking: Command = {
  name: 'asking',
  arity: 1,
  flags: ['fast'],
  acl: ['connection'],
  // It is about slots that come from another node, and there is none.
  run: forNode((_node, _argv, reply) => reply.status('OK')),
}
