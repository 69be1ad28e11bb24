import type { Subcommand } from '@resident/commands'
import { DEBUG_WORDS } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'

/** SCRIPT DEBUG <YES | SYNC | NO> */
export const scriptDebug: Subcommand = {
  name: 'debug',
  arity: 3,
  flags: ['noscript'],

  run(client, argv, reply) {
    const word = argv[2]!.toUpperCase()
    if (word !== 'YES' && word !== 'SYNC' && word !== 'NO') throw DEBUG_WORDS
    scriptingOf(client.server).debug(client, word !== 'NO')
    reply.status('OK')
  },
}
