import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { MONITOR_DENIED } from '../errors.ts'

/** MONITOR */
export const monitor: Command = {
  name: 'monitor',
  group: 'server',
  arity: 1,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, _argv, reply) {
    if (client.is(Mode.MULTI)) throw MONITOR_DENIED
    // Whoever monitors already gets no answer.
    if (client.is(Mode.MONITOR)) return
    client.server.monitors.add(client)
    reply.status('OK')
  },
}
