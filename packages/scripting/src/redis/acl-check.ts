import type { Interpreter } from '../interpreter.ts'
import { type LuaFunction, lua_error, push } from '../lua/index.ts'
import { takeArguments } from './arguments.ts'
import { raise } from './error.ts'

/** redis.acl_check_cmd(command, …): whether the user who runs the script may run this command. */
export function aclChecker(interpreter: Interpreter): LuaFunction {
  const { server } = interpreter
  return (L) => {
    const argv = takeArguments(L)
    if (argv === undefined) return lua_error(L)
    const row = server.table.resolve(argv)
    if (row === undefined) return raise('Invalid command passed to redis.acl_check_cmd()')
    push(L, server.acl.mayRun(interpreter.run!.caller, row, argv))
    return 1
  }
}
