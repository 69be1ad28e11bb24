import type { Command } from '../command.ts'

/** TIME */
export const time: Command = {
  name: 'time',
  arity: 1,
  flags: ['loading', 'stale', 'fast'],
  tips: ['nondeterministic_output'],

  run({ server }, _argv, reply) {
    const micros = server.clock.micros()
    reply.array(2)
    reply.bulk(Math.floor(micros / 1_000_000))
    reply.bulk(micros % 1_000_000)
  },
}
