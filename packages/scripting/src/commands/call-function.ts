import type { Handler } from '@resident/commands'
import { BAD_NUMBER_OF_KEYS, FUNCTION_NOT_FOUND } from '../errors.ts'
import { executeRun, pushArguments } from '../execute-run.ts'
import { lua_pushcfunction } from '../lua/index.ts'
import { FIRST_KEY, keyCount, prepareRun } from '../prepare.ts'
import { errorHandler } from '../redis/error-handler.ts'
import { scriptingOf } from '../scripting.ts'

/** FCALL and FCALL_RO. */
export function callFunction(readOnly: boolean): Handler {
  return (caller, argv, reply) => {
    const { libraries } = scriptingOf(caller.server)
    const found = libraries.find(argv[1]!)
    if (found === undefined) throw FUNCTION_NOT_FOUND
    const firstArgument = FIRST_KEY + keyCount(argv, BAD_NUMBER_OF_KEYS)
    const { name, flags, ref } = found
    const run = prepareRun({ caller, argv, name, isEval: false, flags, readOnly })
    const { interpreter, registry } = libraries
    interpreter.begin(run)
    const { L } = interpreter
    lua_pushcfunction(L, errorHandler)
    registry.push(ref)
    pushArguments(L, argv, FIRST_KEY, firstArgument)
    pushArguments(L, argv, firstArgument, argv.length)
    executeRun(interpreter, run, 2, reply)
  }
}
