import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv, Subcommand } from '../command.ts'
import { COUNT_BELOW_MINUS_ONE, subcommandSyntax } from '../errors.ts'

/** Entries that are shown to whoever does not say how many. */
const USUALLY = 10

/** SLOWLOG GET [count] */
export const slowlogGet: Subcommand = {
  name: 'get',
  arity: -2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'nondeterministic_output'],

  run({ server }, argv, reply) {
    if (argv.length > 3) throw subcommandSyntax('SLOWLOG', arg.bytes(argv, 1))
    const entries = server.slowlog.latest(readCount(argv))
    reply.array(entries.length)
    for (const { id, time, microseconds, argv: shown, address, clientName } of entries) {
      reply.array(6)
      reply.integer(id)
      reply.integer(time)
      reply.integer(microseconds)
      reply.array(shown.length)
      for (const argument of shown) reply.bulk(argument)
      reply.bulk(address)
      reply.bulk(clientName)
    }
  },
}

/** -1 stands for all. */
function readCount(argv: Argv): number {
  if (argv.length === 2) return USUALLY
  const count = parseInteger(arg.bytes(argv, 2))
  if (count === undefined || count < -1) throw COUNT_BELOW_MINUS_ONE
  return count === -1 ? Number.POSITIVE_INFINITY : count
}
