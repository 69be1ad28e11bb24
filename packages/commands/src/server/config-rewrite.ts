import { formatUser } from '../acl/acl-file.ts'
import type { Subcommand } from '../command.ts'
import { NO_CONFIG_FILE, rewriteFailed } from '../errors.ts'

/** CONFIG REWRITE */
export const configRewrite: Subcommand = {
  name: 'rewrite',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server: { acl, config } }, _argv, reply) {
    if (!config.rewritable) throw NO_CONFIG_FILE
    // Users that have a file of their own have no lines in this one.
    const users = config.value('aclfile') === '' ? acl.users.all : []
    const reason = config.rewrite(users.map((user) => formatUser(user, acl.users.catalogue)))
    if (reason !== undefined) throw rewriteFailed(reason)
    reply.status('OK')
  },
}
