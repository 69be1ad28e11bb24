import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
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

  run(_client, argv, reply) {
    arg.integer(argv, 1)
    checkTimeout(argv, 2)
    // There are no replicas that could acknowledge anything.
    reply.integer(0)
  },
}

function checkTimeout(argv: Argv, index: number): void {
  const timeout = parseInteger(arg.bytes(argv, index))
  if (timeout === undefined) throw TIMEOUT_NOT_AN_INTEGER
  if (timeout < 0) throw TIMEOUT_NEGATIVE
}
