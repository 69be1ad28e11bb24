import type { Command } from '../command.ts'
import { refuseClusterless } from './disabled.ts'

/** READWRITE */
export const readwrite: Command = {
  name: 'readwrite',
  group: 'cluster',
  since: '3.0.0',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run: refuseClusterless,
}
