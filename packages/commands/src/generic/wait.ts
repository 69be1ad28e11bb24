import * as arg from '../args/index.ts'
import { milliseconds } from '../args/timeout.ts'
import { Mode } from '../client.ts'
import type { Command } from '../command.ts'

/** WAIT numreplicas timeout */
export const wait: Command = {
  name: 'wait',
  arity: 3,
  flags: ['noscript'],
  ungrouped: true,
  acl: ['connection'],
  tips: ['request_policy:all_shards', 'response_policy:agg_min'],

  run(client, argv, reply) {
    const wanted = arg.integer(argv, 1)
    const timeout = milliseconds(argv, 2)
    // There are never replicas that could acknowledge anything.
    if (wanted <= 0 || client.is(Mode.MULTI)) return reply.integer(0)
    client.server.blocking.block(client, {
      keys: [],
      timeout,
      serve: () => false,
      giveUp: (late) => late.integer(0),
    })
  },
}
