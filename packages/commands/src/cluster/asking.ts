import type { Command } from '../command.ts'
import { refuseClusterless } from './disabled.ts'

/** ASKING */
export const asking: Command = {
  name: 'asking',
  group: 'cluster',
  since: '3.0.0',
  arity: 1,
  flags: ['fast'],
  acl: ['connection'],
  run: refuseClusterless,
}
