import type { Bytes } from '@resident/bytes'
import {
  LUA_TFUNCTION,
  LUA_TTABLE,
  lua_gettop,
  lua_isnil,
  lua_next,
  lua_pop,
  lua_pushnil,
  lua_pushvalue,
  lua_settop,
  push,
  rawSet,
  valueAt,
} from '../api.ts'
import {
  luaL_checkint,
  luaL_checkstack,
  luaL_checktype,
  luaL_error,
  luaL_optbytes,
  luaL_optint,
} from '../auxiliary.ts'
import { callInBetween } from '../call.ts'
import { typeName } from '../debug.ts'
import { counted } from '../memory.ts'
import { textOf } from '../operators.ts'
import { CALL_DONE } from '../signals.ts'
import type { LuaState } from '../state.ts'
import type { LuaTable } from '../table.ts'
import type { NativeFunction } from '../value.ts'
import { Sorter } from './sort.ts'

export const tableFunctions: Readonly<Record<string, NativeFunction>> = {
  concat,
  foreach,
  foreachi,
  getn,
  maxn,
  insert,
  remove,
  setn,
  sort,
}

/** As many elements as sort may have on the stack at once. */
const SORT_DEPTH = 40

function checkTable(L: LuaState): LuaTable {
  luaL_checktype(L, 1, LUA_TTABLE)
  return valueAt(L, 1) as LuaTable
}

function concat(L: LuaState): number {
  const separator = luaL_optbytes(L, 2, '' as Bytes)
  const table = checkTable(L)
  const first = luaL_optint(L, 3, 1)
  const last = valueAt(L, 4) === undefined ? table.length : luaL_checkint(L, 4)
  let text = ''
  for (let i = first; i <= last; i++) {
    const value = table.getNumber(i)
    const piece = textOf(value)
    if (piece === undefined) {
      luaL_error(L, `invalid value (${typeName(value)}) at index ${i} in table for 'concat'`)
    }
    text += i < last ? piece + separator : piece
  }
  push(L, counted(text))
  return 1
}

function foreach(L: LuaState): number {
  checkTable(L)
  luaL_checktype(L, 2, LUA_TFUNCTION)
  lua_pushnil(L)
  return visitFields(L)
}

/** From the key on top on. */
function visitFields(L: LuaState): number {
  while (lua_next(L, 1)) {
    lua_pushvalue(L, 2)
    lua_pushvalue(L, -3)
    lua_pushvalue(L, -3)
    const signal = callInBetween(L, L.top - 3, 1, afterField)
    if (signal !== CALL_DONE) return signal
    if (!lua_isnil(L, -1)) return 1
    lua_pop(L, 2)
  }
  return 0
}

function afterField(L: LuaState): number {
  if (!lua_isnil(L, -1)) return 1
  lua_pop(L, 2)
  return visitFields(L)
}

function foreachi(L: LuaState): number {
  const table = checkTable(L)
  luaL_checktype(L, 2, LUA_TFUNCTION)
  // Where it is, and where it ends, beside the arguments.
  lua_settop(L, 2)
  push(L, 0)
  push(L, table.length)
  return visitElements(L)
}

function visitElements(L: LuaState): number {
  const { stack } = L
  const { base } = L.ci
  const table = valueAt(L, 1) as LuaTable
  let i = stack[base + 2] as number
  while (i < (stack[base + 3] as number)) {
    stack[base + 2] = ++i
    lua_pushvalue(L, 2)
    push(L, i)
    push(L, table.getNumber(i))
    const signal = callInBetween(L, L.top - 3, 1, afterElement)
    if (signal !== CALL_DONE) return signal
    if (!lua_isnil(L, -1)) return 1
    lua_pop(L, 1)
  }
  return 0
}

function afterElement(L: LuaState): number {
  if (!lua_isnil(L, -1)) return 1
  lua_pop(L, 1)
  return visitElements(L)
}

function getn(L: LuaState): number {
  push(L, checkTable(L).length)
  return 1
}

function maxn(L: LuaState): number {
  const table = checkTable(L)
  let most = 0
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    const key = table.keyAt(at)
    if (typeof key === 'number' && key > most) most = key
  }
  push(L, most)
  return 1
}

function insert(L: LuaState): number {
  const table = checkTable(L)
  let end = table.length + 1
  let at = end
  const count = lua_gettop(L)
  if (count === 3) {
    at = luaL_checkint(L, 2)
    if (at > end) end = at
    for (let i = end; i > at; i--) rawSet(L, table, i, table.getNumber(i - 1))
  } else if (count !== 2) luaL_error(L, "wrong number of arguments to 'insert'")
  rawSet(L, table, at, L.stack[L.top - 1])
  return 0
}

function remove(L: LuaState): number {
  const table = checkTable(L)
  const end = table.length
  const at = luaL_optint(L, 2, end)
  if (at < 1 || at > end) return 0
  const removed = table.getNumber(at)
  for (let i = at; i < end; i++) rawSet(L, table, i, table.getNumber(i + 1))
  rawSet(L, table, end, undefined)
  push(L, removed)
  return 1
}

function setn(L: LuaState): number {
  checkTable(L)
  return luaL_error(L, "'setn' is obsolete")
}

function sort(L: LuaState): number {
  const table = checkTable(L)
  const count = table.length
  luaL_checkstack(L, SORT_DEPTH, '')
  if (valueAt(L, 2) !== undefined) luaL_checktype(L, 2, LUA_TFUNCTION)
  lua_settop(L, 2)
  return new Sorter(L, table, valueAt(L, 2), count).run()
}
