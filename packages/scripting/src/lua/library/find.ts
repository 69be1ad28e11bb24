/** string.find, match, gmatch and gsub. */

import {
  LUA_TFUNCTION,
  LUA_TNUMBER,
  LUA_TSTRING,
  LUA_TTABLE,
  lua_call,
  lua_pushnil,
  lua_pushvalue,
  lua_toboolean,
  lua_tobytes,
  lua_type,
  push,
  valueAt,
} from '../api.ts'
import {
  luaL_argcheck,
  luaL_checkbytes,
  luaL_checkstack,
  luaL_error,
  luaL_optint,
  luaL_optinteger,
} from '../auxiliary.ts'
import { cString, typeName } from '../debug.ts'
import { index, textOf } from '../operators.ts'
import type { LuaState } from '../state.ts'
import { isFalse, type LuaValue, NativeClosure } from '../value.ts'
import { Matcher } from './pattern.ts'
import { position } from './position.ts'

const SPECIALS = /[\^$*+?.([%-]/

export function find(L: LuaState): number {
  return findOrMatch(L, true)
}

export function match(L: LuaState): number {
  return findOrMatch(L, false)
}

function findOrMatch(L: LuaState, isFind: boolean): number {
  const text = luaL_checkbytes(L, 1)
  const pattern = luaL_checkbytes(L, 2)
  const wanted = position(luaL_optinteger(L, 3, 1), text.length) - 1
  const from = Math.min(Math.max(wanted, 0), text.length)
  if (isFind && (lua_toboolean(L, 4) || !SPECIALS.test(cString(pattern)))) {
    return findPlain(L, text, pattern, from)
  }
  const anchored = pattern[0] === '^'
  const start = anchored ? 1 : 0
  const matcher = new Matcher(L, text, pattern)
  for (let s = from; s <= text.length; s++) {
    const end = matcher.matchAt(s, start)
    if (end !== -1) {
      if (!isFind) return pushCaptures(L, matcher, s, end)
      push(L, s + 1)
      push(L, end)
      return matcher.level === 0 ? 2 : 2 + pushCaptures(L, matcher, s, end)
    }
    if (anchored) break
  }
  lua_pushnil(L)
  return 1
}

function findPlain(L: LuaState, text: string, pattern: string, from: number): number {
  const found = text.indexOf(pattern, from)
  if (found === -1) {
    lua_pushnil(L)
    return 1
  }
  push(L, found + 1)
  push(L, found + pattern.length)
  return 2
}

/** Pushes the captures, or the whole match where there are none. */
function pushCaptures(L: LuaState, matcher: Matcher, s: number, end: number): number {
  const count = Math.max(1, matcher.level)
  luaL_checkstack(L, count, 'too many captures')
  for (let i = 0; i < count; i++) push(L, matcher.capture(i, s, end))
  return count
}

export function gmatch(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const pattern = luaL_checkbytes(L, 2)
  push(L, new NativeClosure(nextMatch, [text, pattern, 0]))
  return 1
}

function nextMatch(L: LuaState): number {
  const { upvalues } = L.ci.closure as NativeClosure
  const text = upvalues[0] as string
  const matcher = new Matcher(L, text, upvalues[1] as string)
  for (let s = upvalues[2] as number; s <= text.length; s++) {
    const end = matcher.matchAt(s, 0)
    if (end === -1) continue
    // After an empty match the next one begins a byte further.
    upvalues[2] = end === s ? end + 1 : end
    return pushCaptures(L, matcher, s, end)
  }
  return 0
}

export function gsub(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const pattern = luaL_checkbytes(L, 2)
  const type = lua_type(L, 3)
  const anchored = pattern[0] === '^'
  const most = luaL_optint(L, 4, text.length + 1)
  luaL_argcheck(
    L,
    type === LUA_TNUMBER || type === LUA_TSTRING || type === LUA_TTABLE || type === LUA_TFUNCTION,
    3,
    'string/function/table expected',
  )
  const matcher = new Matcher(L, text, pattern)
  let result = ''
  let kept = 0
  let s = 0
  let count = 0
  while (count < most) {
    const end = matcher.matchAt(s, anchored ? 1 : 0)
    if (end !== -1) {
      count++
      result += text.substring(kept, s) + replacement(L, matcher, s, end)
      kept = end
    }
    if (end > s) s = end
    else if (s < text.length) s++
    else break
    if (anchored) break
  }
  push(L, result + text.substring(kept))
  push(L, count)
  return 2
}

function replacement(L: LuaState, matcher: Matcher, s: number, end: number): string {
  const value = replacementValue(L, matcher, s, end)
  if (isFalse(value)) return matcher.whole(s, end)
  return textOf(value) ?? luaL_error(L, `invalid replacement value (a ${typeName(value)})`)
}

function replacementValue(L: LuaState, matcher: Matcher, s: number, end: number): LuaValue {
  const type = lua_type(L, 3)
  if (type === LUA_TTABLE) return index(L, valueAt(L, 3), matcher.capture(0, s, end), -1)
  if (type !== LUA_TFUNCTION) return expand(lua_tobytes(L, 3)!, matcher, s, end)
  lua_pushvalue(L, 3)
  lua_call(L, pushCaptures(L, matcher, s, end), 1)
  return L.stack[--L.top]
}

/** Puts captures in the place of %0 to %9. */
function expand(text: string, matcher: Matcher, s: number, end: number): string {
  let result = ''
  let kept = 0
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', kept)) {
    result += text.substring(kept, at)
    kept = at + 2
    // At the very end C finds the zero byte behind the text.
    const next = text[at + 1] ?? '\0'
    if (next < '0' || next > '9') result += next
    else if (next === '0') result += matcher.whole(s, end)
    else result += textOf(matcher.capture(Number(next) - 1, s, end))
  }
  return result + text.substring(kept)
}
