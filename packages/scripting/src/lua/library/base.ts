import { type Bytes, EMPTY } from '@resident/bytes'
import {
  lua_call,
  lua_checkstack,
  lua_gettop,
  lua_settop,
  luaL_loadbuffer,
  push,
  pushNext,
  rawSet,
  valueAt,
} from '../api.ts'
import {
  luaL_argcheck,
  luaL_argerror,
  luaL_checkany,
  luaL_checkbytes,
  luaL_checkfunction,
  luaL_checkint,
  luaL_checkstack,
  luaL_checktable,
  luaL_error,
  luaL_optbytes,
  luaL_optint,
} from '../auxiliary.ts'
import { callInBetween, callProtected } from '../call.ts'
import { runError, typeName, where } from '../debug.ts'
import { metamethodOf } from '../metamethods.ts'
import { numberToString, stringToInteger } from '../number.ts'
import { READONLY_TABLE, textOf, toNumber } from '../operators.ts'
import { CALL_DONE } from '../signals.ts'
import { LUA_OK, LuaError, type LuaState } from '../state.ts'
import { LuaTable } from '../table.ts'
import { addressOf, isFalse, type LuaValue, NativeClosure, type NativeFunction } from '../value.ts'

/** What `collectgarbage('count')` says, in KiB: JavaScript does not tell what belongs to a script. */
const KIBIBYTES_IN_USE = 64

export const baseFunctions: Readonly<Record<string, NativeFunction>> = {
  assert,
  collectgarbage,
  error,
  gcinfo,
  getmetatable,
  load: loadFunction,
  loadstring,
  next,
  pcall,
  rawequal,
  rawget,
  rawset,
  select,
  setmetatable,
  tonumber,
  tostring,
  type,
  unpack,
  xpcall,
}

function assert(L: LuaState): number {
  luaL_checkany(L, 1)
  if (!isFalse(valueAt(L, 1))) return lua_gettop(L)
  return luaL_error(L, luaL_optbytes(L, 2, 'assertion failed!' as Bytes))
}

const COLLECTOR_OPTIONS: readonly string[] = [
  'stop',
  'restart',
  'collect',
  'count',
  'step',
  'setpause',
  'setstepmul',
]

/** There is nothing to control; settings are kept, so that they can be read back. */
function collectgarbage(L: LuaState): number {
  const option = luaL_optbytes(L, 1, 'collect' as Bytes)
  if (!COLLECTOR_OPTIONS.includes(option)) luaL_argerror(L, 1, `invalid option '${option}'`)
  const argument = luaL_optint(L, 2, 0)
  const { global } = L
  switch (option) {
    case 'count':
      push(L, KIBIBYTES_IN_USE)
      break
    case 'step':
      push(L, true)
      break
    case 'setpause':
      push(L, global.collectorPause)
      global.collectorPause = argument
      break
    case 'setstepmul':
      push(L, global.collectorStep)
      global.collectorStep = argument
      break
    default:
      push(L, 0)
  }
  return 1
}

function gcinfo(L: LuaState): number {
  push(L, KIBIBYTES_IN_USE)
  return 1
}

function error(L: LuaState): number {
  const level = luaL_optint(L, 2, 1)
  const value = valueAt(L, 1)
  const text = textOf(value)
  throw new LuaError(text !== undefined && level > 0 ? where(L, level) + text : value)
}

function getmetatable(L: LuaState): number {
  luaL_checkany(L, 1)
  const value = valueAt(L, 1)
  push(L, metamethodOf(L, value, '__metatable') ?? metatableOf(L, value))
  return 1
}

function metatableOf(L: LuaState, value: LuaValue): LuaTable | undefined {
  if (value instanceof LuaTable) return value.metatable
  return typeof value === 'string' ? L.global.stringMetatable : undefined
}

function setmetatable(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  const metatable = valueAt(L, 2)
  if (lua_gettop(L) < 2 || !(metatable === undefined || metatable instanceof LuaTable)) {
    return luaL_argerror(L, 2, 'nil or table expected')
  }
  if (metamethodOf(L, table, '__metatable') !== undefined) {
    luaL_error(L, 'cannot change a protected metatable')
  }
  if (table.readonly) runError(L, READONLY_TABLE)
  table.metatable = metatable
  push(L, table)
  return 1
}

/** A function, or nil and what was wrong with it. */
function loaded(L: LuaState, status: number): number {
  if (status === LUA_OK) return 1
  const message = L.stack[L.top - 1]
  push(L, undefined)
  push(L, message)
  return 2
}

function loadstring(L: LuaState): number {
  const chunk = luaL_checkbytes(L, 1)
  return loaded(L, luaL_loadbuffer(L, chunk, luaL_optbytes(L, 2, chunk)))
}

function loadFunction(L: LuaState): number {
  const name = luaL_optbytes(L, 2, '=(load)' as Bytes)
  luaL_checkfunction(L, 1)
  lua_settop(L, 3)
  const more = (): Bytes => nextPiece(L)
  // Lua asks twice before it accepts that there is no more.
  return loaded(L, luaL_loadbuffer(L, EMPTY, name, twiceAtFirst(more)))
}

function twiceAtFirst(more: () => Bytes): () => Bytes {
  let isFirst = true
  return () => {
    const piece = more()
    const again = isFirst && piece === ''
    isFirst = false
    return again ? more() : piece
  }
}

/** What the function that `load` was given returns; '' for nil. */
function nextPiece(L: LuaState): Bytes {
  luaL_checkstack(L, 2, 'too many nested functions')
  push(L, valueAt(L, 1))
  lua_call(L, 0, 1)
  const piece = L.stack[--L.top]
  if (piece === undefined) return EMPTY
  const text = textOf(piece)
  return (text ?? luaL_error(L, 'reader function must return a string')) as Bytes
}

export function next(L: LuaState): number {
  if (pushNext(L, luaL_checktable(L, 1), valueAt(L, 2))) return 2
  push(L, undefined)
  return 1
}

/** `ipairs` hands out one iterator, always the same. */
export const ipairsIterator: NativeClosure = new NativeClosure(nextElement, [])

export function ipairs(L: LuaState): number {
  return iteration(L, 0)
}

export function pairs(L: LuaState): number {
  return iteration(L, undefined)
}

/** What a generic `for` takes: the iterator, the table, and what to begin with. */
function iteration(L: LuaState, start: LuaValue): number {
  const table = luaL_checktable(L, 1)
  push(L, (L.ci.closure as NativeClosure).upvalues[0])
  push(L, table)
  push(L, start)
  return 3
}

function nextElement(L: LuaState): number {
  const i = (luaL_checkint(L, 2) + 1) | 0
  const value = luaL_checktable(L, 1).getNumber(i)
  if (value === undefined) return 0
  push(L, i)
  push(L, value)
  return 2
}

function pcall(L: LuaState): number {
  luaL_checkany(L, 1)
  return callProtected(L, L.ci.base, 0, succeeded, failed)
}

function xpcall(L: LuaState): number {
  luaL_checkany(L, 2)
  lua_settop(L, 2)
  const { base } = L.ci
  const { stack } = L
  // The handler stays below, the function is called without arguments.
  const func = stack[base]
  stack[base] = stack[base + 1]
  stack[base + 1] = func
  return callProtected(L, base + 1, base, succeededAboveHandler, failed)
}

function succeeded(L: LuaState): number {
  const { stack } = L
  const { base } = L.ci
  for (let i = L.top; i > base; i--) stack[i] = stack[i - 1]
  stack[base] = true
  L.top++
  return L.top - base
}

function succeededAboveHandler(L: LuaState): number {
  L.stack[L.ci.base] = true
  return lua_gettop(L)
}

function failed(L: LuaState): number {
  const error = L.stack[L.top - 1]
  L.stack[L.top - 1] = false
  push(L, error)
  return 2
}

function rawequal(L: LuaState): number {
  luaL_checkany(L, 1)
  luaL_checkany(L, 2)
  push(L, valueAt(L, 1) === valueAt(L, 2))
  return 1
}

function rawget(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  luaL_checkany(L, 2)
  push(L, table.get(valueAt(L, 2)))
  return 1
}

function rawset(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  luaL_checkany(L, 2)
  luaL_checkany(L, 3)
  rawSet(L, table, valueAt(L, 2), valueAt(L, 3))
  push(L, table)
  return 1
}

function select(L: LuaState): number {
  const count = lua_gettop(L)
  const first = valueAt(L, 1)
  if (typeof first === 'string' && first[0] === '#') {
    push(L, count - 1)
    return 1
  }
  let i = luaL_checkint(L, 1)
  if (i < 0) i += count
  else if (i > count) i = count
  luaL_argcheck(L, i >= 1, 1, 'index out of range')
  return count - i
}

function tonumber(L: LuaState): number {
  const base = luaL_optint(L, 2, 10)
  if (base === 10) {
    luaL_checkany(L, 1)
    push(L, toNumber(valueAt(L, 1)))
    return 1
  }
  const text = luaL_checkbytes(L, 1)
  luaL_argcheck(L, base >= 2 && base <= 36, 2, 'base out of range')
  push(L, stringToInteger(text, base))
  return 1
}

function tostring(L: LuaState): number {
  luaL_checkany(L, 1)
  const value = valueAt(L, 1)
  const method = metamethodOf(L, value, '__tostring')
  if (method !== undefined) {
    const func = L.top
    push(L, method)
    push(L, value)
    const signal = callInBetween(L, func, 1, oneResult)
    return signal === CALL_DONE ? 1 : signal
  }
  push(L, describe(value))
  return 1
}

function oneResult(): number {
  return 1
}

function describe(value: LuaValue): string {
  switch (typeof value) {
    case 'undefined':
      return 'nil'
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      return numberToString(value)
    case 'string':
      return value
    default:
      return `${typeName(value)}: ${pointerText(value)}`
  }
}

/** As printf's %p. */
function pointerText(object: { readonly serial: number }): string {
  const address = addressOf(object)
  return address === 0 ? '(nil)' : `0x${address.toString(16)}`
}

function type(L: LuaState): number {
  luaL_checkany(L, 1)
  push(L, typeName(valueAt(L, 1)))
  return 1
}

function unpack(L: LuaState): number {
  const table = luaL_checktable(L, 1)
  const first = luaL_optint(L, 2, 1)
  const last = valueAt(L, 3) === undefined ? table.length : luaL_checkint(L, 3)
  if (first > last) return 0
  const count = (last - first + 1) | 0
  if (count <= 0 || !lua_checkstack(L, count)) luaL_error(L, 'too many results to unpack')
  for (let i = first; i <= last; i++) push(L, table.getNumber(i))
  return count
}
