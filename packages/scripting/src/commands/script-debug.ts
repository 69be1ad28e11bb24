import type { Command } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'

/** SCRIPT DEBUG <YES | SYNC | NO> */
export const scriptDebug: Command = {
  name: 'debug',
  arity: 3,
  flags: ['noscript'],

  run(client, argv, reply) {
    const word = argv[2]!.toUpperCase()
    if (word !== 'YES' && word !== 'SYNC' && word !== 'NO') {
      throw err('Use SCRIPT DEBUG YES/SYNC/NO')
    }
    scriptingOf(client.server).debug(client, word !== 'NO')
    reply.status('OK')
  },
}
