import { type Subcommand, subcommandSyntax } from '@resident/commands'
import { decodeFunctions } from '@resident/rdb'
import { badFunctionsPayload, RESTORE_WORDS } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { librariesChanged } from './libraries-changed.ts'

/** FUNCTION RESTORE serialized-value [FLUSH | APPEND | REPLACE] */
export const functionRestore: Subcommand = {
  name: 'restore',
  arity: -3,
  flags: ['write', 'denyoom', 'noscript'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run({ server }, argv, reply) {
    if (argv.length > 4) throw subcommandSyntax('FUNCTION', argv[1]!)
    const policy = argv[3]?.toLowerCase() ?? 'append'
    if (policy !== 'append' && policy !== 'replace' && policy !== 'flush') throw RESTORE_WORDS
    const { libraries, refusal } = decodeFunctions(argv[2]!)
    if (libraries === undefined) throw badFunctionsPayload(refusal)
    scriptingOf(server).libraries.restore(libraries, policy)
    librariesChanged(server)
    reply.status('OK')
  },
}
