import { type Command, subcommandSyntax } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { isFlushMode } from './flush-mode.ts'
import { librariesChanged } from './libraries-changed.ts'

/** FUNCTION FLUSH [ASYNC | SYNC] */
export const functionFlush: Command = {
  name: 'flush',
  arity: -2,
  flags: ['write', 'noscript'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ server }, argv, reply) {
    if (argv.length > 3) throw subcommandSyntax('FUNCTION', argv[1]!)
    if (!isFlushMode(argv)) throw err('FUNCTION FLUSH only supports SYNC|ASYNC option')
    scriptingOf(server).libraries.flush()
    librariesChanged(server)
    reply.status('OK')
  },
}
