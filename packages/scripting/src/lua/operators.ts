/** What operators do beyond their usual case: metamethods, conversions, errors. */

import { calculate } from './arithmetic.ts'
import { callMetamethod, callNewIndex } from './call.ts'
import { orderError, runError, typeError } from './debug.ts'
import { BITRK, bOf, cOf, opOf } from './instruction.ts'
import { equalMethodOf, indexMethodOf, metamethodOf, newIndexMethodOf } from './metamethods.ts'
import { numberToString, stringToNumber } from './number.ts'
import * as OP from './opcodes.ts'
import type { LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { isFunction, type LuaClosure, type LuaValue } from './value.ts'

/** How long a chain of `__index` may be. */
const MAXTAGLOOP = 100
export const READONLY_TABLE = 'Attempt to modify a readonly table'

/** The number that a value is or spells. */
export function toNumber(value: LuaValue): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? stringToNumber(value) : undefined
}

/** `object[key]`; `register` is where the object is, for the error's text, or -1. */
export function index(L: LuaState, object: LuaValue, key: LuaValue, register: number): LuaValue {
  let target = object
  let place = register
  for (let i = 0; i < MAXTAGLOOP; i++) {
    let method: LuaValue
    if (target instanceof LuaTable) {
      const value = target.get(key)
      if (value !== undefined) return value
      method = indexMethodOf(target)
      if (method === undefined) return undefined
    } else {
      method = metamethodOf(L, target, '__index')
      if (method === undefined) typeError(L, target, place, 'index')
    }
    if (isFunction(method)) return callMetamethod(L, method, target, key)
    target = method
    place = -1
  }
  return runError(L, 'loop in gettable')
}

/** `object[key] = value`. */
export function setIndex(
  L: LuaState,
  object: LuaValue,
  key: LuaValue,
  value: LuaValue,
  register: number,
): void {
  let target = object
  let place = register
  for (let i = 0; i < MAXTAGLOOP; i++) {
    let method: LuaValue
    if (target instanceof LuaTable) {
      if (target.readonly) runError(L, READONLY_TABLE)
      checkKey(L, key)
      if (target.metatable === undefined) return target.set(key, value)
      if (target.claim(key) !== undefined) return target.set(key, value)
      method = newIndexMethodOf(target)
      if (method === undefined) return target.set(key, value)
    } else {
      method = metamethodOf(L, target, '__newindex')
      if (method === undefined) typeError(L, target, place, 'index')
    }
    if (isFunction(method)) return callNewIndex(L, method, target, key, value)
    target = method
    place = -1
  }
  runError(L, 'loop in settable')
}

/** Refuses the two values that cannot be keys. */
export function checkKey(L: LuaState, key: LuaValue): void {
  if (key === undefined) runError(L, 'table index is nil')
  if (typeof key === 'number' && Number.isNaN(key)) runError(L, 'table index is NaN')
}

/** Arithmetic on values that are not both numbers, by the instruction before `pc`. */
export function arithmetic(L: LuaState, pc: number, a: LuaValue, b: LuaValue): LuaValue {
  const { ci } = L
  ci.pc = pc
  const i = (ci.closure as LuaClosure).prototype.code[pc - 1]!
  const x = toNumber(a)
  const y = toNumber(b)
  if (x !== undefined && y !== undefined) return calculate(opOf(i), x, y)
  const event = ARITHMETIC_EVENTS[opOf(i) - OP.ADD]!
  const method = metamethodOf(L, a, event) ?? metamethodOf(L, b, event)
  if (method !== undefined) return callMetamethod(L, method, a, b)
  const rk = x === undefined ? bOf(i) : cOf(i)
  // The text can name registers only, no constants.
  const register = rk >= BITRK ? -1 : rk
  return typeError(L, x === undefined ? a : b, register, 'perform arithmetic on')
}

/** In the order of their operations. */
const ARITHMETIC_EVENTS = ['__add', '__sub', '__mul', '__div', '__mod', '__pow', '__unm'] as const

/** `a == b`, which are not the same. */
export function equalByMethod(L: LuaState, a: LuaValue, b: LuaValue): boolean {
  if (!(a instanceof LuaTable && b instanceof LuaTable)) return false
  const method = equalMethodOf(a)
  if (method === undefined) return false
  if (a.metatable !== b.metatable && method !== equalMethodOf(b)) return false
  const result = callMetamethod(L, method, a, b)
  return result !== undefined && result !== false
}

export function lessThan(L: LuaState, a: LuaValue, b: LuaValue): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a === 'string' && typeof b === 'string') return a < b
  return compareByMethod(L, a, b, '__lt') ?? orderError(L, a, b)
}

export function lessEqual(L: LuaState, a: LuaValue, b: LuaValue): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b
  if (typeof a === 'string' && typeof b === 'string') return a <= b
  const result = compareByMethod(L, a, b, '__le')
  if (result !== undefined) return result
  const reverse = compareByMethod(L, b, a, '__lt')
  return reverse === undefined ? orderError(L, a, b) : !reverse
}

/** Both must have the same method, or there is none. */
function compareByMethod(
  L: LuaState,
  a: LuaValue,
  b: LuaValue,
  event: string,
): boolean | undefined {
  if (!isSameType(a, b)) return undefined
  const method = metamethodOf(L, a, event)
  if (method === undefined || method !== metamethodOf(L, b, event)) return undefined
  const result = callMetamethod(L, method, a, b)
  return result !== undefined && result !== false
}

/** Only values of one type have an order; tables and strings could have a method for it. */
function isSameType(a: LuaValue, b: LuaValue): boolean {
  return a instanceof LuaTable === b instanceof LuaTable && typeof a === typeof b
}

/** Joins the `count` topmost values into one, from the right, as `a .. b .. c` does. */
export function concat(L: LuaState, count: number): void {
  const { stack } = L
  let left = count
  while (left > 1) {
    const top = L.top
    const b = stack[top - 1]
    const a = stack[top - 2]
    const isText = typeof a === 'string' || typeof a === 'number'
    if (isText && (typeof b === 'string' || typeof b === 'number')) {
      const joined = joinTexts(stack, top, left)
      stack[top - joined.count] = joined.text
      L.top = top - joined.count + 1
      left -= joined.count - 1
      continue
    }
    stack[top - 2] = concatByMethod(L, a, b, top)
    L.top = top - 1
    left--
  }
}

/** All texts in a row at the top of the stack as one. */
function joinTexts(stack: LuaValue[], top: number, most: number): { text: string; count: number } {
  let count = 1
  let text = textOf(stack[top - 1])!
  while (count < most) {
    const before = textOf(stack[top - count - 1])
    if (before === undefined) break
    text = before + text
    count++
  }
  return { text, count }
}

/** A string, or a number as a string. */
export function textOf(value: LuaValue): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? numberToString(value) : undefined
}

function concatByMethod(L: LuaState, a: LuaValue, b: LuaValue, top: number): LuaValue {
  const method = metamethodOf(L, a, '__concat') ?? metamethodOf(L, b, '__concat')
  if (method !== undefined) return callMetamethod(L, method, a, b)
  const first = textOf(a) === undefined
  const register = top - (first ? 2 : 1) - L.ci.base
  return typeError(L, first ? a : b, register, 'concatenate')
}

/** `#value` of what is neither string nor table. */
export function lengthByMethod(L: LuaState, value: LuaValue, register: number): LuaValue {
  const method = metamethodOf(L, value, '__len')
  if (method === undefined) return typeError(L, value, register, 'get length of')
  return callMetamethod(L, method, value, undefined)
}
