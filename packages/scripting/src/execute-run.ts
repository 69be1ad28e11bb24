import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { answer } from './answer.ts'
import { BUSY_FUNCTION, BUSY_SCRIPT } from './errors.ts'
import type { Interpreter } from './interpreter.ts'
import { counted, forgetRun, LUA_PAUSED, LuaTable, lua_settop, WatchedRun } from './lua/index.ts'
import type { Run } from './run.ts'

/** After how many back jumps and calls the watch reads the clock. */
const INTERVAL = 1000
/** The error handler's index on the stack, below the function. */
const HANDLER = 1

/**
 * Calls the function that is on the stack between the error handler and its arguments, and replies with what it returns. One
 * that takes longer than busy-reply-threshold is halted and continues in slices; its reply comes at the end.
 */
export function executeRun(
  interpreter: Interpreter,
  run: Run,
  argumentCount: number,
  reply: ReplyWriter,
): void {
  const { L } = interpreter
  const call = { nargs: argumentCount, nresults: 1, handler: HANDLER }
  const watched = new WatchedRun(L, call, INTERVAL, interpreter.watch)
  const status = watched.start()
  if (status === LUA_PAUSED) halt(interpreter, run, watched, reply)
  else conclude(interpreter, run, status, reply)
}

/** A table of the arguments from `from` up to, but not including, `end`. */
export function argumentTable(argv: readonly Bytes[], from: number, end: number): LuaTable {
  const table = LuaTable.sequence(end - from)
  for (let i = from; i < end; i++) table.set(i - from + 1, counted(argv[i]!))
  return table
}

function conclude(interpreter: Interpreter, run: Run, status: number, reply: ReplyWriter): void {
  try {
    answer(interpreter, run, status, reply)
  } finally {
    leave(interpreter)
  }
}

function leave(interpreter: Interpreter): void {
  lua_settop(interpreter.L, 0)
  forgetRun(interpreter.L)
  interpreter.run = undefined
}

function halt(interpreter: Interpreter, run: Run, watched: WatchedRun, reply: ReplyWriter): void {
  const { server } = interpreter
  const { caller, argv } = run
  server.suspension.begin({
    client: caller,
    row: server.table.resolve(argv)!,
    argv,
    refusal: run.isEval ? BUSY_SCRIPT : BUSY_FUNCTION,
    resume() {
      run.beginSlice()
      const status = watched.resume()
      if (status === LUA_PAUSED) return false
      conclude(interpreter, run, status, reply)
      return true
    },
    abandon() {
      watched.abandon()
      leave(interpreter)
    },
  })
}
