import type { Bytes } from '@resident/bytes'
import { lua_gettop, lua_settop, push, pushNext, rawSet, valueAt } from '../api.ts'
import {
  luaL_checkfunction,
  luaL_checkint,
  luaL_checkstack,
  luaL_checktable,
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

function concat(L: LuaState): number {
  const separator = luaL_optbytes(L, 2, '' as Bytes)
  const table = luaL_checktable(L, 1)
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
  luaL_checktable(L, 1)
  luaL_checkfunction(L, 2)
  push(L, undefined)
  return visitFields(L)
}

/** From the key on top on. */
function visitFields(L: LuaState): number {
  const table = valueAt(L, 1) as LuaTable
  while (pushNext(L, table, L.stack[--L.top])) {
    const func = L.top
    push(L, valueAt(L, 2))
    push(L, L.stack[func - 2])
    push(L, L.stack[func - 1])
    const signal = callInBetween(L, func, 1, afterField)
    if (signal !== CALL_DONE) return signal
    if (isAnswered(L, 2)) return 1
  }
  return 0
}

function afterField(L: LuaState): number {
  return isAnswered(L, 2) ? 1 : visitFields(L)
}

/** Whether the function has returned something but nil, which ends the visit; else `count` values are popped. */
function isAnswered(L: LuaState, count: number): boolean {
  if (L.stack[L.top - 1] !== undefined) return true
  L.top -= count
  return false
}

function foreachi(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  luaL_checkfunction(L, 2)
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
    push(L, valueAt(L, 2))
    push(L, i)
    push(L, table.getNumber(i))
    const signal = callInBetween(L, L.top - 3, 1, afterElement)
    if (signal !== CALL_DONE) return signal
    if (isAnswered(L, 1)) return 1
  }
  return 0
}

function afterElement(L: LuaState): number {
  return isAnswered(L, 1) ? 1 : visitElements(L)
}

function getn(L: LuaState): number {
  push(L, luaL_checktable(L, 1).length)
  return 1
}

function maxn(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  let most = 0
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    const key = table.keyAt(at)
    if (typeof key === 'number' && key > most) most = key
  }
  push(L, most)
  return 1
}

function insert(L: LuaState): number {
  const table = luaL_checktable(L, 1)
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
  const table = luaL_checktable(L, 1)
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
  luaL_checktable(L, 1)
  return luaL_error(L, "'setn' is obsolete")
}

function sort(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  const count = table.length
  luaL_checkstack(L, SORT_DEPTH, '')
  if (valueAt(L, 2) !== undefined) luaL_checkfunction(L, 2)
  lua_settop(L, 2)
  return new Sorter(L, table, valueAt(L, 2), count).run()
}
