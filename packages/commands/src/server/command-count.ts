import type { Command } from '../command.ts'

/** COMMAND COUNT */
export const commandCount: Command = {
  name: 'count',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['connection'],

  run({ server }, _argv, reply) {
    reply.integer(server.table.size)
  },
}
