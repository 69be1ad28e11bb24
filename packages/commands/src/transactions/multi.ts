import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** MULTI */
export const multi: Command = {
  name: 'multi',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],

  run(client, _argv, reply) {
    if (client.is(Mode.MULTI)) throw err('MULTI calls can not be nested')
    client.set(Mode.MULTI, true)
    reply.status('OK')
  },
}
