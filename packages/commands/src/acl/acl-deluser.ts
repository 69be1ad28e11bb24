import type { Subcommand } from '../command.ts'

/** ACL DELUSER username [username ...] */
export const aclDeluser: Subcommand = {
  name: 'deluser',
  arity: -3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, argv, reply) {
    reply.integer(client.server.acl.deleteUsers(argv.slice(2), client))
  },
}
