import type { Command } from '../command.ts'
import { NO_AOF_REWRITE } from '../errors.ts'

/** BGREWRITEAOF */
export const bgrewriteaof: Command = {
  name: 'bgrewriteaof',
  group: 'server',
  arity: 1,
  flags: ['admin', 'noscript', 'no_async_loading'],

  run() {
    // There is no append only file; so much Redis says where it cannot write one.
    throw NO_AOF_REWRITE
  },
}
