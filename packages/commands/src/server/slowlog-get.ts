import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'
import { replyValue } from '../reply-value.ts'

/** Entries that are shown to whoever does not say how many. */
const USUALLY = 10

/** SLOWLOG GET [count] */
export const slowlogGet: Command = {
  name: 'get',
  arity: -2,
  flags: ['admin', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'nondeterministic_output'],

  run({ server }, argv, reply) {
    if (argv.length > 3) throw subcommandSyntax('SLOWLOG', arg.bytes(argv, 1))
    const entries = server.slowlog
      .latest(readCount(argv))
      .map((each) => [
        each.id,
        each.time,
        each.microseconds,
        each.argv,
        each.address,
        each.clientName,
      ])
    replyValue(reply, entries)
  },
}

/** -1 stands for all. */
function readCount(argv: Argv): number {
  if (argv.length === 2) return USUALLY
  const count = parseInteger(arg.bytes(argv, 2))
  if (count === undefined || count < -1) throw err('count should be greater than or equal to -1')
  return count === -1 ? Number.POSITIVE_INFINITY : count
}
