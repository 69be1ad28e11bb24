import type { Handler } from '@resident/commands'
import { err } from '../errors.ts'
import { argumentTable, executeRun } from '../execute-run.ts'
import { NativeClosure, push } from '../lua/index.ts'
import { FIRST_KEY, keyCount, prepareRun } from '../prepare.ts'
import { errorHandler } from '../redis/error-handler.ts'
import { scriptingOf } from '../scripting.ts'

const BAD_NUMBER_OF_KEYS = err('Bad number of keys provided')

const ERROR_HANDLER = new NativeClosure(errorHandler)

/** FCALL and FCALL_RO. */
export function callFunction(readOnly: boolean): Handler {
  return (caller, argv, reply) => {
    const { libraries } = scriptingOf(caller.server)
    const found = libraries.find(argv[1]!)
    if (found === undefined) throw err('Function not found')
    const firstArgument = FIRST_KEY + keyCount(argv, BAD_NUMBER_OF_KEYS)
    const { name, flags, body } = found
    const run = prepareRun({ caller, argv, name, isEval: false, flags, readOnly })
    const { interpreter } = libraries
    interpreter.begin(run)
    const { L } = interpreter
    push(L, ERROR_HANDLER)
    push(L, body)
    push(L, argumentTable(argv, FIRST_KEY, firstArgument))
    push(L, argumentTable(argv, firstArgument, argv.length))
    executeRun(interpreter, run, 2, reply)
  }
}
