import { formatUser } from '../acl/acl-file.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** CONFIG REWRITE */
export const configRewrite: Command = {
  name: 'rewrite',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server: { acl, config } }, _argv, reply) {
    if (!config.rewritable) throw err('The server is running without a config file')
    // Users that have a file of their own have no lines in this one.
    const users = config.value('aclfile') === '' ? acl.users.all : []
    const reason = config.rewrite(users.map((user) => formatUser(user, acl.users.catalogue)))
    if (reason !== undefined) throw err(`Rewriting config file: ${reason}`)
    reply.status('OK')
  },
}
