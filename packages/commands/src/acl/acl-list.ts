import type { Command } from '../command.ts'
import { formatUser } from './acl-file.ts'

/** ACL LIST */
export const aclList: Command = {
  name: 'list',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, _argv, reply) {
    const { all, catalogue } = server.acl.users
    reply.array(all.length)
    for (const user of all) reply.bulk(formatUser(user, catalogue))
  },
}
