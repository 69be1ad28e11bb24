import { ascii, type Bytes } from '@resident/bytes'
import { cString, index, type LuaState, LuaTable, type LuaValue, textOf } from '../lua/index.ts'

/** An error as a script left it. */
export interface ErrorReport {
  /** Its code first, if it has one. */
  readonly line: string
  /** The statistics know of it already. */
  readonly counted: boolean
  /** Where it arose, as the error handler noted it. */
  readonly place?: { readonly source: Bytes; readonly line: Bytes }
}

/** What a value says as an error. */
export function errorReport(L: LuaState, error: LuaValue): ErrorReport {
  if (!(error instanceof LuaTable)) {
    return { line: `ERR ${cString(textOf(error) ?? '')}`, counted: false }
  }
  const source = textField(L, error, 'source')
  const line = textField(L, error, 'line')
  return {
    // redis-server ends here: it has no text to say.
    line: textField(L, error, 'err') ?? 'ERR unknown error',
    counted: index(L, error, 'ignore_error_stats_update', -1) === true,
    ...(source !== undefined && line !== undefined && { place: { source, line } }),
  }
}

function textField(L: LuaState, error: LuaTable, name: string): Bytes | undefined {
  const text = textOf(index(L, error, name, -1))
  return text === undefined ? undefined : ascii(cString(text))
}
