import type { Command } from '../command.ts'
import { follow } from './follow.ts'

/** REPLICAOF <host port | NO ONE> */
export const replicaof: Command = {
  name: 'replicaof',
  arity: 3,
  flags: ['admin', 'noscript', 'stale', 'no_async_loading'],
  run: follow,
}
