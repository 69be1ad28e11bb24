import type { Bytes } from '@resident/bytes'
import { countError } from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import type { Interpreter } from './interpreter.ts'
import {
  LUA_OK,
  type LuaState,
  lua_istable,
  lua_newtable,
  lua_pcall,
  lua_pushbytes,
  lua_rawseti,
  lua_settop,
  lua_tobytes,
} from './lua/index.ts'
import { cString } from './redis/error.ts'
import { type ErrorReport, errorReport } from './reply/error-report.ts'
import { replyFromLua } from './reply/reply-from-lua.ts'
import type { Run } from './run.ts'

/** Redis looks for the code of an error in so many bytes. */
const LONGEST_CODE = 31

/**
 * Calls the function that stands on the stack above the error handler, below its arguments, and answers with what it
 * returns.
 */
export function executeRun(
  interpreter: Interpreter,
  run: Run,
  argumentCount: number,
  reply: ReplyWriter,
): void {
  const { L } = interpreter
  try {
    answer(interpreter, run, lua_pcall(L, argumentCount, 1, 1), reply)
  } finally {
    lua_settop(L, 0)
    interpreter.run = undefined
  }
}

/** Pushes a table of the arguments `from`..`end`, the end excluded. */
export function pushArguments(
  L: LuaState,
  argv: readonly Bytes[],
  from: number,
  end: number,
): void {
  lua_newtable(L)
  for (let i = from; i < end; i++) {
    lua_pushbytes(L, argv[i]!)
    lua_rawseti(L, -2, i - from + 1)
  }
}

function answer(
  { L, writer, server }: Interpreter,
  run: Run,
  status: number,
  reply: ReplyWriter,
): void {
  const error = (report: ErrorReport): void => {
    run.failed = true
    sayError(reply, report, (code) => countError(server.stats, code))
  }
  if (status === LUA_OK) replyFromLua(L, { reply, resp: writer.resp, error })
  else error(failure(L, run))
  if (run.failed) server.table.resolve(run.argv)!.failed++
}

/** What to say of the error on top, which ended the run. */
function failure(L: LuaState, { name }: Run): ErrorReport {
  if (!lua_istable(L, -1)) {
    const text = cString(lua_tobytes(L, -1) ?? 'execution failure').slice(0, 100)
    return { line: `ERR Error running script ${name}, ${text}`, counted: false }
  }
  const report = errorReport(L)
  const { place } = report
  if (place === undefined) return report
  return { ...report, line: `${report.line} script: ${name}, on ${place.source}:${place.line}.` }
}

function sayError(
  reply: ReplyWriter,
  { line, counted }: ErrorReport,
  count: (code: string) => void,
): void {
  const text = line.replace(/[\r\n]+$/, '').replace(/[\r\n]/g, ' ')
  const blank = text.indexOf(' ')
  if (blank === -1) reply.error(text)
  else reply.error(text.slice(0, blank), text.slice(blank + 1))
  if (!counted) count(blank === -1 || blank > LONGEST_CODE ? 'ERR' : text.slice(0, blank))
}
