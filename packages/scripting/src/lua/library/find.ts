/** string.find, match, gmatch and gsub. */

import { push, valueAt } from '../api.ts'
import {
  luaL_argcheck,
  luaL_checkbytes,
  luaL_checkstack,
  luaL_error,
  luaL_optint,
  luaL_optinteger,
} from '../auxiliary.ts'
import { cString } from '../c-string.ts'
import { callInBetween } from '../call.ts'
import { typeName } from '../debug.ts'
import { counted } from '../memory.ts'
import { index, textOf } from '../operators.ts'
import { CALL_DONE } from '../signals.ts'
import type { LuaState } from '../state.ts'
import { LuaTable } from '../table.ts'
import { isFalse, isFunction, type LuaValue, NativeClosure } from '../value.ts'
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
  if (isFind && (!isFalse(valueAt(L, 4)) || !SPECIALS.test(cString(pattern)))) {
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
  push(L, undefined)
  return 1
}

function findPlain(L: LuaState, text: string, pattern: string, from: number): number {
  const found = text.indexOf(pattern, from)
  if (found === -1) {
    push(L, undefined)
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
  const by = valueAt(L, 3)
  const most = luaL_optint(L, 4, text.length + 1)
  const isKnown = textOf(by) !== undefined || by instanceof LuaTable || isFunction(by)
  luaL_argcheck(L, isKnown, 3, 'string/function/table expected')
  return new Substitution(L, text, pattern, most).run()
}

/** One gsub. Nothing waits for a function that gives the replacements, since it may be paused. */
class Substitution {
  readonly #L: LuaState
  readonly #text: string
  readonly #matcher: Matcher
  readonly #anchored: boolean
  /** How many matches are replaced at most, and how many have been. */
  readonly #most: number
  #count = 0
  #result = ''
  /** Up to where the text is in the result already, and from where the next match is searched. */
  #kept = 0
  #seek = 0
  #ended = false
  /** The current match. */
  #start = 0
  #end = 0

  constructor(L: LuaState, text: string, pattern: string, most: number) {
    this.#L = L
    this.#text = text
    this.#matcher = new Matcher(L, text, pattern)
    this.#anchored = pattern[0] === '^'
    this.#most = most
  }

  /** For a native function to return. */
  run(): number {
    const L = this.#L
    const isCalled = isFunction(valueAt(L, 3))
    while (this.#findNext()) {
      if (!isCalled) {
        this.#replace(this.#replacement())
        continue
      }
      const func = L.top
      push(L, valueAt(L, 3))
      pushCaptures(L, this.#matcher, this.#start, this.#end)
      const signal = callInBetween(L, func, 1, this.#replaced)
      if (signal !== CALL_DONE) return signal
      this.#replace(L.stack[--L.top])
    }
    push(L, counted(this.#result + this.#text.substring(this.#kept)))
    push(L, this.#count)
    return 2
  }

  readonly #replaced = (L: LuaState): number => {
    this.#replace(L.stack[--L.top])
    return this.run()
  }

  #findNext(): boolean {
    while (this.#count < this.#most && !this.#ended) {
      const start = this.#seek
      const end = this.#matcher.matchAt(start, this.#anchored ? 1 : 0)
      if (end > start) this.#seek = end
      else if (start < this.#text.length) this.#seek++
      else this.#ended = true
      if (this.#anchored) this.#ended = true
      if (end === -1) continue
      this.#count++
      this.#start = start
      this.#end = end
      return true
    }
    return false
  }

  #replacement(): LuaValue {
    const L = this.#L
    const given = valueAt(L, 3)
    const [start, end] = [this.#start, this.#end]
    if (given instanceof LuaTable) return index(L, given, this.#matcher.capture(0, start, end), -1)
    return expand(textOf(given)!, this.#matcher, start, end)
  }

  /** The value takes the place of the match; what is false or nil leaves it. */
  #replace(value: LuaValue): void {
    const before = this.#text.substring(this.#kept, this.#start)
    this.#result += before + this.#textOf(value)
    this.#kept = this.#end
  }

  #textOf(value: LuaValue): string {
    if (isFalse(value)) return this.#matcher.whole(this.#start, this.#end)
    const text = textOf(value)
    return text ?? luaL_error(this.#L, `invalid replacement value (a ${typeName(value)})`)
  }
}

/** Puts captures in the place of %0 to %9. */
function expand(text: string, matcher: Matcher, s: number, end: number): string {
  let result = ''
  let kept = 0
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', kept)) {
    result += text.substring(kept, at)
    kept = at + 2
    // At the very end C finds the zero byte after the text.
    const next = text[at + 1] ?? '\0'
    if (next < '0' || next > '9') result += next
    else if (next === '0') result += matcher.whole(s, end)
    else result += textOf(matcher.capture(Number(next) - 1, s, end))
  }
  return result + text.substring(kept)
}
