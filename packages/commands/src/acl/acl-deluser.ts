import type { Command } from '../command.ts'

/** ACL DELUSER username [username ...] */
export const aclDeluser: Command = {
  name: 'deluser',
  arity: -3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, argv, reply) {
    reply.integer(client.server.acl.deleteUsers(argv.slice(2), client))
  },
}
