import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** MONITOR */
export const monitor: Command = {
  name: 'monitor',
  arity: 1,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, _argv, reply) {
    if (client.is(Mode.MULTI)) throw err("MONITOR isn't allowed for DENY BLOCKING client")
    // Whoever monitors already gets no answer.
    if (client.is(Mode.MONITOR)) return
    client.server.monitors.add(client)
    reply.status('OK')
  },
}
