import { ascii, type Bytes, trim } from '@resident/bytes'
import { cString, LuaError, LuaTable } from '../lua/index.ts'

/**
 * An error as scripts know it: `{err='CODE message'}`. A line that begins with a dash brings its code with it,
 * any other is an ERR (Redis's luaPushErrorBuff).
 */
export function errorTable(line: string): LuaTable {
  return LuaTable.of({ err: withCode(line) })
}

/** The same, of an error that the statistics have counted already. `text` has its code. */
export function countedError(text: string): LuaTable {
  return LuaTable.of({ err: withCode(`-${text}`), ignore_error_stats_update: true })
}

/** Raises an ERR. */
export function raise(message: string): never {
  throw new LuaError(errorTable(message))
}

function withCode(line: string): Bytes {
  if (!line.startsWith('-')) return ascii(`ERR ${trimmed(line)}`)
  const blank = line.indexOf(' ')
  if (blank === -1) return ascii(`ERR ${trimmed(line.slice(1))}`)
  return ascii(`${line.slice(1, blank)} ${trimmed(line.slice(blank + 1))}`)
}

/** As C has it, which ends at a zero byte, and without line breaks at either end. */
function trimmed(text: string): string {
  return trim(cString(text), '\r\n')
}
