import type { Command } from '../command.ts'

/** ACL USERS */
export const aclUsers: Command = {
  name: 'users',
  group: 'server',
  since: '6.0.0',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    const { users } = server.acl
    reply.array(users.length)
    for (const user of users) reply.bulk(user.name)
  },
}
