import { lua_gettop, push } from '../api.ts'
import {
  luaL_argcheck,
  luaL_checkbytes,
  luaL_checkfunction,
  luaL_checkint,
  luaL_checkinteger,
  luaL_checkstack,
  luaL_error,
  luaL_optinteger,
} from '../auxiliary.ts'
import { dump } from '../dump.ts'
import { counted, memory } from '../memory.ts'
import type { LuaState } from '../state.ts'
import { LuaClosure, type NativeFunction } from '../value.ts'
import { find, gmatch, gsub, match } from './find.ts'
import { format } from './format.ts'
import { position } from './position.ts'

export const stringFunctions: Readonly<Record<string, NativeFunction>> = {
  byte,
  char,
  dump: dumpFunction,
  find,
  format,
  gfind: gmatch,
  gmatch,
  gsub,
  len,
  lower,
  match,
  rep,
  reverse,
  sub,
  upper,
}

function byte(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const from = position(luaL_optinteger(L, 2, 1), text.length)
  const to = Math.min(position(luaL_optinteger(L, 3, from), text.length), text.length)
  const first = Math.max(from, 1)
  if (first > to) return 0
  const count = to - first + 1
  luaL_checkstack(L, count, 'string slice too long')
  for (let i = first; i <= to; i++) push(L, text.charCodeAt(i - 1))
  return count
}

function char(L: LuaState): number {
  let text = ''
  for (let i = 1; i <= lua_gettop(L); i++) {
    const code = luaL_checkint(L, i)
    luaL_argcheck(L, code >= 0 && code <= 255, i, 'invalid value')
    text += String.fromCharCode(code)
  }
  push(L, text)
  return 1
}

function dumpFunction(L: LuaState): number {
  const value = luaL_checkfunction(L, 1)
  if (!(value instanceof LuaClosure)) return luaL_error(L, 'unable to dump given function')
  push(L, dump(value.prototype))
  return 1
}

function len(L: LuaState): number {
  push(L, luaL_checkbytes(L, 1).length)
  return 1
}

// Only letters of ASCII: JavaScript's own functions would change others too.

function lower(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  push(L, counted(text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())))
  return 1
}

function upper(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  push(L, counted(text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())))
  return 1
}

function rep(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const count = luaL_checkint(L, 2)
  memory.take(text.length * Math.max(count, 0))
  push(L, count > 0 && text !== '' ? counted(text.repeat(count)) : '')
  return 1
}

function reverse(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  push(L, counted(Buffer.from(text, 'latin1').reverse().toString('latin1')))
  return 1
}

function sub(L: LuaState): number {
  const text = luaL_checkbytes(L, 1)
  const from = position(luaL_checkinteger(L, 2), text.length)
  const to = Math.min(position(luaL_optinteger(L, 3, -1), text.length), text.length)
  const first = Math.max(from, 1)
  push(L, first <= to ? text.substring(first - 1, to) : '')
  return 1
}
