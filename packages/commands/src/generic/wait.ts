import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { Mode } from '../client.ts'
import type { Argv, Command } from '../command.ts'
import { TIMEOUT_NEGATIVE, TIMEOUT_NOT_AN_INTEGER } from '../errors.ts'

/** WAIT numreplicas timeout */
export const wait: Command = {
  name: 'wait',
  group: 'generic',
  since: '3.0.0',
  arity: 3,
  flags: ['noscript'],
  ungrouped: true,
  acl: ['connection'],
  tips: ['request_policy:all_shards', 'response_policy:agg_min'],

  run(client, argv, reply) {
    const wanted = arg.integer(argv, 1)
    const timeout = timeoutOf(argv, 2)
    // There are no replicas that could acknowledge anything.
    if (wanted <= 0 || client.is(Mode.MULTI)) return reply.integer(0)
    client.server.blocking.block(client, {
      keys: [],
      timeout,
      serve: () => false,
      giveUp: (late) => late.integer(0),
    })
  },
}

function timeoutOf(argv: Argv, index: number): number {
  const timeout = parseInteger(arg.bytes(argv, index))
  if (timeout === undefined) throw TIMEOUT_NOT_AN_INTEGER
  if (timeout < 0) throw TIMEOUT_NEGATIVE
  return timeout
}
