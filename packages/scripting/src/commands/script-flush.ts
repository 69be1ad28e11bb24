import type { Command } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { isFlushMode } from './flush-mode.ts'

/** SCRIPT FLUSH [ASYNC | SYNC] */
export const scriptFlush: Command = {
  name: 'flush',
  arity: -2,
  flags: ['noscript'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  run(client, argv, reply) {
    if (argv.length > 3 || !isFlushMode(argv)) {
      throw err('SCRIPT FLUSH only support SYNC|ASYNC option')
    }
    scriptingOf(client.server).flushScripts()
    reply.status('OK')
  },
}
