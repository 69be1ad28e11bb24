import { type Handler, subcommandSyntax } from '@resident/commands'
import { decodeFunctions, type FunctionsRefusal } from '@resident/rdb'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import { librariesChanged } from './libraries-changed.ts'

const PAYLOAD_FAULTS: Readonly<Record<FunctionsRefusal, string>> = {
  footer: 'DUMP payload version or checksum are wrong',
  type: 'given type is not a function',
  format: 'Failed loading library payload',
}

/** FUNCTION RESTORE serialized-value [FLUSH | APPEND | REPLACE] */
export const functionRestore: Handler = ({ server }, argv, reply) => {
  if (argv.length > 4) throw subcommandSyntax('FUNCTION', argv[1]!)
  const policy = argv[3]?.toLowerCase() ?? 'append'
  if (policy !== 'append' && policy !== 'replace' && policy !== 'flush') {
    throw err('Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.')
  }
  const { libraries, refusal } = decodeFunctions(argv[2]!)
  if (libraries === undefined) throw err(PAYLOAD_FAULTS[refusal])
  scriptingOf(server).libraries.restore(libraries, policy)
  librariesChanged(server)
  reply.status('OK')
}
