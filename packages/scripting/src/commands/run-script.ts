import type { Bytes } from '@resident/bytes'
import type { Argv, Client } from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import { NOT_A_NUMBER } from '../errors.ts'
import { executeRun, pushArguments } from '../execute-run.ts'
import {
  type LuaState,
  lua_enablereadonlytable,
  lua_getglobal,
  lua_pop,
  lua_pushglobaltable,
  lua_setglobal,
} from '../lua/index.ts'
import { FIRST_KEY, keyCount, prepareRun } from '../prepare.ts'
import { scriptingOf } from '../scripting.ts'
import type { Script, Scripts } from '../scripts.ts'

/** What EVAL and its kin differ in. */
export interface ScriptCall {
  /** The script that the request means. Throws where there is none. */
  readonly find: (scripts: Scripts, given: Bytes) => Script
  /** Called by a command whose name ends in _RO. */
  readonly readOnly: boolean
}

/** Runs the script of a request `EVAL script numkeys [key …] [arg …]`, and answers with what it returns. */
export function runScript(
  caller: Client,
  argv: Argv,
  reply: ReplyWriter,
  { find, readOnly }: ScriptCall,
): void {
  const firstArgument = FIRST_KEY + keyCount(argv, NOT_A_NUMBER)
  const { scripts } = scriptingOf(caller.server)
  const { interpreter, registry } = scripts
  const { sha, flags, ref } = find(scripts, argv[1]!)
  const run = prepareRun({ caller, argv, name: sha, isEval: true, flags, readOnly })
  interpreter.begin(run)
  const { L } = interpreter
  lua_getglobal(L, '__redis__err__handler')
  registry.push(ref)
  setGlobalArguments(L, argv, firstArgument)
  executeRun(interpreter, run, 0, reply)
}

/** KEYS and ARGV: the only globals that change. */
function setGlobalArguments(L: LuaState, argv: Argv, firstArgument: number): void {
  lua_pushglobaltable(L)
  lua_enablereadonlytable(L, -1, false)
  pushArguments(L, argv, FIRST_KEY, firstArgument)
  lua_setglobal(L, 'KEYS')
  pushArguments(L, argv, firstArgument, argv.length)
  lua_setglobal(L, 'ARGV')
  lua_enablereadonlytable(L, -1, true)
  lua_pop(L, 1)
}
