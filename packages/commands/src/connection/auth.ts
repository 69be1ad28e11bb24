import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { NO_PASSWORD_SET, SYNTAX } from '../errors.ts'
import { DEFAULT_USER, logIn } from './log-in.ts'

/** AUTH [username] password */
export const auth: Command = {
  name: 'auth',
  group: 'connection',
  since: '1.0.0',
  arity: -2,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  run(client, argv, reply) {
    if (argv.length > 3) throw SYNTAX
    if (argv.length === 3) logIn(client, arg.bytes(argv, 1), arg.bytes(argv, 2))
    else if (client.server.config.requirepass === '') throw NO_PASSWORD_SET
    else logIn(client, DEFAULT_USER, arg.bytes(argv, 1))
    reply.status('OK')
  },
}
