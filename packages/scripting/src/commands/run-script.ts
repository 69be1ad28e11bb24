import type { Bytes } from '@resident/bytes'
import type { Argv, Client } from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import { err } from '../errors.ts'
import { argumentTable, executeRun } from '../execute-run.ts'
import { type LuaState, push } from '../lua/index.ts'
import { FIRST_KEY, keyCount, prepareRun } from '../prepare.ts'
import { scriptingOf } from '../scripting.ts'
import type { Script, Scripts } from '../scripts.ts'

const NOT_A_NUMBER = err('value is not an integer or out of range')

/** What differs between EVAL, EVALSHA and their _RO forms. */
export interface ScriptCall {
  /** Finds the script that the request means. Throws a CommandError if there is none. */
  readonly find: (scripts: Scripts, given: Bytes) => Script
  /** Whether it is a command whose name ends in _RO. */
  readonly readOnly: boolean
}

/** Runs the script of a request `EVAL script numkeys [key …] [arg …]`, and replies with what it returns. */
export function runScript(
  caller: Client,
  argv: Argv,
  reply: ReplyWriter,
  { find, readOnly }: ScriptCall,
): void {
  const firstArgument = FIRST_KEY + keyCount(argv, NOT_A_NUMBER)
  const { scripts } = scriptingOf(caller.server)
  const { interpreter } = scripts
  const { sha, flags, body } = find(scripts, argv[1]!)
  const run = prepareRun({ caller, argv, name: sha, isEval: true, flags, readOnly })
  interpreter.begin(run)
  const { L } = interpreter
  push(L, L.global.globals.getString('__redis__err__handler'))
  push(L, body)
  setGlobalArguments(L, argv, firstArgument)
  executeRun(interpreter, run, 0, reply)
}

/** Sets KEYS and ARGV, the only globals that change. */
function setGlobalArguments(L: LuaState, argv: Argv, firstArgument: number): void {
  const { globals } = L.global
  globals.set('KEYS', argumentTable(argv, FIRST_KEY, firstArgument))
  globals.set('ARGV', argumentTable(argv, firstArgument, argv.length))
}
