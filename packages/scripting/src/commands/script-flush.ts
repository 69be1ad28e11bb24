import type { Subcommand } from '@resident/commands'
import { SCRIPT_FLUSH_WORDS } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { isFlushMode } from './flush-mode.ts'

/** SCRIPT FLUSH [ASYNC | SYNC] */
export const scriptFlush: Subcommand = {
  name: 'flush',
  arity: -2,
  flags: ['noscript'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  run(client, argv, reply) {
    if (argv.length > 3 || !isFlushMode(argv)) throw SCRIPT_FLUSH_WORDS
    scriptingOf(client.server).flushScripts()
    reply.status('OK')
  },
}
