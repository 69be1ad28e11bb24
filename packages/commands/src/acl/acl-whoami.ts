import type { Command } from '../command.ts'

/** ACL WHOAMI */
export const aclWhoami: Command = {
  name: 'whoami',
  group: 'server',
  since: '6.0.0',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],

  run(client, _argv, reply) {
    reply.bulk(client.user.name)
  },
}
