import { type Bytes, toUtf8 } from '@resident/bytes'
import type { LogLevel, ServerPort } from '@resident/commands'
import {
  cString,
  type LuaFunction,
  type LuaState,
  lua_gettop,
  textOf,
  toNumber,
  valueAt,
} from '../lua/index.ts'
import { raise } from './error.ts'

/** From the least on; scripts know them by their places. */
const LEVELS: readonly LogLevel[] = ['debug', 'verbose', 'notice', 'warning']

/** redis.log and its levels. */
export function logFields(server: ServerPort): Readonly<Record<string, LuaFunction | number>> {
  const levels = LEVELS.map((level, place) => [`LOG_${level.toUpperCase()}`, place])
  return { log: logger(server), ...Object.fromEntries(levels) }
}

/** redis.log(level, message, …): into the server's log, as far as `loglevel` lets it. */
function logger(server: ServerPort): LuaFunction {
  return (L) => {
    if (lua_gettop(L) < 2) raise('redis.log() requires two arguments or more.')
    const place = Math.trunc(
      toNumber(valueAt(L, 1)) ?? raise('First argument must be a number (log level).'),
    )
    const level = LEVELS[place] ?? raise('Invalid debug level.')
    if (place >= LEVELS.indexOf(server.config.value('loglevel') as LogLevel)) {
      server.log(level, messageOf(L))
    }
    return 0
  }
}

/** The strings and numbers among the arguments; a zero byte ends the message. */
function messageOf(L: LuaState): string {
  const parts: string[] = []
  for (let i = 2; i <= lua_gettop(L); i++) {
    const part = textOf(valueAt(L, i))
    if (part !== undefined) parts.push(part)
    // If the first one is left out, there is no blank for it.
    else if (i === 2) parts.push('')
  }
  return toUtf8(cString(parts.join(' ')) as Bytes)
}
