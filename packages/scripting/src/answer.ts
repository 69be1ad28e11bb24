import { trimEnd } from '@resident/bytes'
import { countError } from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import type { Interpreter } from './interpreter.ts'
import { cString, LUA_OK, type LuaState, LuaTable, textOf, valueAt } from './lua/index.ts'
import { type ErrorReport, errorReport } from './reply/error-report.ts'
import { replyFromLua } from './reply/reply-from-lua.ts'
import type { Run } from './run.ts'

/** Redis looks for the code of an error in so many bytes. */
const LONGEST_CODE = 31

/** Replies with what a run has returned, or with the error that ended it; either is on top of the stack. */
export function answer(
  { L, writer, server }: Interpreter,
  run: Run,
  status: number,
  reply: ReplyWriter,
): void {
  const row = server.table.resolve(run.argv)!
  let failed = false
  const error = (report: ErrorReport): void => {
    // Redis counts the call as failed once for itself, and once for each error that it hands on.
    if (report.counted) row.failed++
    else failed = true
    sayError(reply, report, (code) => countError(server.stats, code))
  }
  if (status === LUA_OK) replyFromLua(L, { reply, resp: writer.resp, error })
  else error(failure(L, run))
  if (failed) row.failed++
}

/** What to reply about the error on top of the stack, which ended the run. */
function failure(L: LuaState, { name }: Run): ErrorReport {
  const error = valueAt(L, -1)
  if (!(error instanceof LuaTable)) {
    const text = cString(textOf(error) ?? 'execution failure').slice(0, 100)
    return { line: `ERR Error running script ${name}, ${text}`, counted: false }
  }
  const report = errorReport(L, error)
  const { place } = report
  if (place === undefined) return report
  return { ...report, line: `${report.line} script: ${name}, on ${place.source}:${place.line}.` }
}

function sayError(
  reply: ReplyWriter,
  { line, counted }: ErrorReport,
  count: (code: string) => void,
): void {
  const text = trimEnd(line, '\r\n').replace(/[\r\n]/g, ' ')
  const blank = text.indexOf(' ')
  if (blank === -1) reply.error(text)
  else reply.error(text.slice(0, blank), text.slice(blank + 1))
  if (!counted) count(blank === -1 || blank > LONGEST_CODE ? 'ERR' : text.slice(0, blank))
}
