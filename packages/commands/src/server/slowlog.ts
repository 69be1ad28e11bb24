import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv, Command, CommandFlag, Handler } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'
import { helpOf } from '../help.ts'
import { replyValue } from '../reply-value.ts'

const ADMIN: readonly CommandFlag[] = ['admin', 'loading', 'stale']

/** How many entries are shown by default. */
const USUALLY = 10

/** SLOWLOG GET [count] */
const slowlogGet: Handler = ({ server }, argv, reply) => {
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
}

/** -1 stands for all. */
function readCount(argv: Argv): number {
  if (argv.length === 2) return USUALLY
  const count = parseInteger(arg.bytes(argv, 2))
  if (count === undefined || count < -1) throw err('count should be greater than or equal to -1')
  return count === -1 ? Number.POSITIVE_INFINITY : count
}

/** SLOWLOG LEN */
const slowlogLen: Handler = ({ server }, _argv, reply) => {
  reply.integer(server.slowlog.length)
}

/** SLOWLOG RESET */
const slowlogReset: Handler = ({ server }, _argv, reply) => {
  server.slowlog.clear()
  reply.status('OK')
}

/** SLOWLOG */
export const slowlog: Command = {
  name: 'slowlog',
  arity: -2,
  flags: [],
  subcommands: [
    {
      name: 'get',
      arity: -2,
      flags: ADMIN,
      tips: ['request_policy:all_nodes', 'nondeterministic_output'],
      run: slowlogGet,
    },
    helpOf('SLOWLOG'),
    {
      name: 'len',
      arity: 2,
      flags: ADMIN,
      tips: ['request_policy:all_nodes', 'response_policy:agg_sum', 'nondeterministic_output'],
      run: slowlogLen,
    },
    {
      name: 'reset',
      arity: 2,
      flags: ADMIN,
      tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
      run: slowlogReset,
    },
  ],
}
