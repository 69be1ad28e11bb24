import type { LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import type { LuaValue } from './value.ts'

/** Events whose absence a metatable remembers, as bits. */
const INDEX_BIT = 1
const NEWINDEX_BIT = 2
const EQ_BIT = 4

/** What `value` has for an event (`__call`), or undefined. */
export function metamethodOf(L: LuaState, value: LuaValue, event: string): LuaValue {
  if (value instanceof LuaTable) return value.metatable?.getString(event)
  if (typeof value === 'string') return L.global.stringMetatable?.getString(event)
  return undefined
}

export function indexMethodOf(table: LuaTable): LuaValue {
  return remembered(table.metatable, '__index', INDEX_BIT)
}

export function newIndexMethodOf(table: LuaTable): LuaValue {
  return remembered(table.metatable, '__newindex', NEWINDEX_BIT)
}

export function equalMethodOf(table: LuaTable): LuaValue {
  return remembered(table.metatable, '__eq', EQ_BIT)
}

function remembered(metatable: LuaTable | undefined, event: string, bit: number): LuaValue {
  if (metatable === undefined || (metatable.absentEvents & bit) !== 0) return undefined
  const method = metatable.getString(event)
  if (method === undefined) metatable.absentEvents |= bit
  return method
}
