import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** DISCARD */
export const discard: Command = {
  name: 'discard',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],

  run(client, _argv, reply) {
    if (!client.is(Mode.MULTI)) throw err('DISCARD without MULTI')
    client.discardTransaction()
    reply.status('OK')
  },
}
