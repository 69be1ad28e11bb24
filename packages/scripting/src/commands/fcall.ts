import type { Command } from '@resident/commands'
import { err } from '../errors.ts'
import { argumentTable, executeRun } from '../execute-run.ts'
import { NativeClosure, push } from '../lua/index.ts'
import { FIRST_KEY, keyCount, prepareRun } from '../prepare.ts'
import { errorHandler } from '../redis/error-handler.ts'
import { scriptingOf } from '../scripting.ts'
import { declaredByFunction } from './declared.ts'
import { notedScriptRow } from './script-row.ts'

const BAD_NUMBER_OF_KEYS = err('Bad number of keys provided')

const ERROR_HANDLER = new NativeClosure(errorHandler)

/** FCALL function numkeys [key [key ...]] [arg [arg ...]] */
export const fcall: Command = callFunction('fcall', false)

/** FCALL_RO function numkeys [key [key ...]] [arg [arg ...]] */
export const fcallRo: Command = callFunction('fcall_ro', true)

/** FCALL and FCALL_RO. */
function callFunction(name: string, readOnly: boolean): Command {
  return {
    name,
    ...notedScriptRow(readOnly),
    declared: declaredByFunction,

    run(caller, argv, reply) {
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
    },
  }
}
