import type { Command } from '../command.ts'
import { refuseClusterless } from './disabled.ts'

/** READONLY */
export const readonly: Command = {
  name: 'readonly',
  group: 'cluster',
  since: '3.0.0',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['connection'],
  run: refuseClusterless,
}
