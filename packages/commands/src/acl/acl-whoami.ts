import type { Command } from '../command.ts'

/** ACL WHOAMI */
export const aclWhoami: Command = {
  name: 'whoami',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],

  run(client, _argv, reply) {
    reply.bulk(client.user.name)
  },
}
