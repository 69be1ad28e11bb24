import type { Command } from '../command.ts'
import { NO_CONFIG_FILE } from '../errors.ts'

/** CONFIG REWRITE */
export const configRewrite: Command = {
  name: 'rewrite',
  group: 'server',
  since: '2.8.0',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run() {
    // The configuration comes from the program around the server.
    throw NO_CONFIG_FILE
  },
}
