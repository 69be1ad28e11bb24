import type { Command } from '@resident/commands'
import { scriptingOf } from '../scripting.ts'
import { librariesChanged } from './libraries-changed.ts'

/** FUNCTION DELETE library-name */
export const functionDelete: Command = {
  name: 'delete',
  arity: 3,
  flags: ['write', 'noscript'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ server }, argv, reply) {
    scriptingOf(server).libraries.delete(argv[2]!)
    librariesChanged(server)
    reply.status('OK')
  },
}
