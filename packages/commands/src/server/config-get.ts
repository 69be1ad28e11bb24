import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'

/** CONFIG GET parameter [parameter ...] */
export const configGet: Command = {
  name: 'get',
  arity: -3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, argv, reply) {
    const found = server.config.match(argv.slice(2))
    reply.map(found.size)
    for (const [name, value] of found) {
      reply.bulk(ascii(name))
      reply.bulk(value)
    }
  },
}
