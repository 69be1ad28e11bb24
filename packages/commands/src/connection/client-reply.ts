import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** CLIENT REPLY <ON | OFF | SKIP> */
export const clientReply: Command = {
  name: 'reply',
  arity: 3,
  flags: ['noscript', 'loading', 'stale'],

  run(client, argv) {
    if (arg.is(argv, 2, 'ON')) {
      client.replyMode = 'on'
      client.connection.reply.status('OK')
    } else if (arg.is(argv, 2, 'OFF')) client.replyMode = 'off'
    else if (!arg.is(argv, 2, 'SKIP')) throw SYNTAX
    else if (client.replyMode !== 'off') client.replyMode = 'skip'
  },
}
