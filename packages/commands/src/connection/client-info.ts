import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'
import { clientLine } from './client-line.ts'

/** CLIENT INFO */
export const clientInfo: Command = {
  name: 'info',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  tips: ['nondeterministic_output'],

  run(client, argv, reply) {
    reply.verbatim('txt', ascii(`${clientLine(client, argv)}\n`))
  },
}
