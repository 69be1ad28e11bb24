import { type Command, untilZero } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { librariesChanged } from './libraries-changed.ts'

/** FUNCTION LOAD [REPLACE] function-code */
export const functionLoad: Command = {
  name: 'load',
  arity: -3,
  flags: ['write', 'denyoom', 'noscript'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ server }, argv, reply) {
    const code = argv.length - 1
    for (let i = 2; i < code; i++) {
      const option = untilZero(argv[i]!)
      if (option.toUpperCase() !== 'REPLACE') throw err(`Unknown option given: ${option}`)
    }
    const name = scriptingOf(server).libraries.load(argv[code]!, code > 2)
    librariesChanged(server)
    reply.bulk(name)
  },
}
