import type { Command } from '../command.ts'

/** COMMAND COUNT */
export const commandCount: Command = {
  name: 'count',
  group: 'server',
  since: '2.8.13',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['connection'],

  run({ server }, _argv, reply) {
    reply.integer(server.table.size)
  },
}
