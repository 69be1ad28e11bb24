import type { Command } from '../command.ts'
import { follow } from './follow.ts'

/** SLAVEOF <host port | NO ONE> */
export const slaveof: Command = {
  name: 'slaveof',
  arity: 3,
  flags: ['admin', 'noscript', 'stale', 'no_async_loading'],
  run: follow,
}
