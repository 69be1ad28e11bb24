import type { Command } from '../command.ts'

/** LASTSAVE */
export const lastsave: Command = {
  name: 'lastsave',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  acl: ['admin', 'dangerous'],
  tips: ['nondeterministic_output'],

  run({ server }, _argv, reply) {
    reply.integer(server.persistence.lastSave)
  },
}
