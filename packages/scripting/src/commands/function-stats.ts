import { ascii } from '@resident/bytes'
import type { Subcommand } from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import { BUSY_SCRIPT } from '../errors.ts'
import { ENGINE } from '../functions/metadata.ts'
import type { Run } from '../run.ts'
import { scriptingOf } from '../scripting.ts'

/** FUNCTION STATS */
export const functionStats: Subcommand = {
  name: 'stats',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],

  run({ server }, _argv, reply) {
    const { running, counts } = scriptingOf(server)
    if (running?.isEval) throw BUSY_SCRIPT
    reply.map(2)
    reply.bulk(ascii('running_script'))
    sayRunning(running, reply)
    reply.bulk(ascii('engines'))
    reply.map(1)
    reply.bulk(ENGINE)
    reply.map(2)
    reply.bulk(ascii('libraries_count'))
    reply.integer(counts.libraries)
    reply.bulk(ascii('functions_count'))
    reply.integer(counts.functions)
  },
}

function sayRunning(running: Run | undefined, reply: ReplyWriter): void {
  if (running === undefined) return reply.null()
  reply.map(3)
  reply.bulk(ascii('name'))
  reply.bulk(running.name)
  reply.bulk(ascii('command'))
  reply.array(running.argv.length)
  for (const argument of running.argv) reply.bulk(argument)
  reply.bulk(ascii('duration_ms'))
  reply.integer(Math.floor(running.duration))
}
