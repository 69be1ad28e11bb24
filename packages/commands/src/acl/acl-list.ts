import type { Command } from '../command.ts'
import { formatUser } from './acl-file.ts'

/** ACL LIST */
export const aclList: Command = {
  name: 'list',
  group: 'server',
  since: '6.0.0',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server: { acl } }, _argv, reply) {
    const { users } = acl
    reply.array(users.length)
    for (const user of users) reply.bulk(formatUser(user, acl))
  },
}
