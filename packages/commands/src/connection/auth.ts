import { DEFAULT_USER } from '../acl/user.ts'
import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

const NO_PASSWORD_SET = err(
  'AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
)

/** AUTH [username] password */
export const auth: Command = {
  name: 'auth',
  arity: -2,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  secrets: ({ length }) => (length === 2 ? [1] : length === 3 ? [1, 2] : []),

  run(client, argv, reply) {
    if (argv.length > 3) throw SYNTAX
    const { acl } = client.server
    if (argv.length === 3) acl.logIn(client, arg.bytes(argv, 1), arg.bytes(argv, 2), argv)
    else if (acl.users.default.nopass) throw NO_PASSWORD_SET
    else acl.logIn(client, DEFAULT_USER, arg.bytes(argv, 1), argv)
    reply.status('OK')
  },
}
