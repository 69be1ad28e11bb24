import type { Command } from '../command.ts'

/** ACL USERS */
export const aclUsers: Command = {
  name: 'users',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    const { all } = server.acl.users
    reply.array(all.length)
    for (const user of all) reply.bulk(user.name)
  },
}
