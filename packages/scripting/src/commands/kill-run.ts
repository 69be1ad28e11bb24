import { type Command, CommandError } from '@resident/commands'
import { BUSY_FUNCTION, BUSY_SCRIPT, UNKILLABLE } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'

/** SCRIPT KILL and FUNCTION KILL: end the running script or function, unless it has written. */
export function killRun(kind: 'eval' | 'function'): Command {
  return {
    name: 'kill',
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],

    run(client, _argv, reply) {
      const { running } = scriptingOf(client.server)
      if (running === undefined) {
        throw new CommandError('NOTBUSY', 'No scripts in execution right now.')
      }
      if (running.wrote) throw UNKILLABLE
      if (running.isEval !== (kind === 'eval')) throw running.isEval ? BUSY_SCRIPT : BUSY_FUNCTION
      running.killed = true
      reply.status('OK')
    },
  }
}
