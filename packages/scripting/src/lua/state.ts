import type { ScriptRandom } from './random.ts'
import { LuaTable } from './table.ts'
import {
  LightUserdata,
  type LuaClosure,
  type LuaValue,
  type NativeClosure,
  nextSerial,
  type Upvalue,
} from './value.ts'

export const LUA_OK = 0
export const LUA_YIELD = 1
export const LUA_ERRRUN = 2
export const LUA_ERRSYNTAX = 3
export const LUA_ERRMEM = 4
export const LUA_ERRERR = 5

/** How many results a call keeps: all of them. */
export const LUA_MULTRET = -1

const FIRST_CALLS = 8

/** What a native function that waits for a call does with the results; see `signals.ts`. */
export type Continuation = (L: LuaState) => number

/** One running function. The records are kept and used again, in a list from the outermost inwards. */
export class CallInfo {
  readonly previous: CallInfo | undefined
  next: CallInfo | undefined = undefined
  readonly depth: number
  /** Where on the stack the function is, where its registers begin, and where they end. */
  func = 0
  base = 0
  top = 0
  closure: LuaClosure | NativeClosure | undefined = undefined
  /** The next instruction. */
  pc = 0
  /** How many results the caller wants. */
  wanted: number = LUA_MULTRET
  /** How many frames tail calls have replaced. */
  tailCalls = 0
  continuation: Continuation | undefined = undefined
  /** What happens to an error that comes up to here: pcall's frame has this. */
  caught: Continuation | undefined = undefined
  /** Restored when an error was caught here. */
  savedCcalls = 0
  savedHandler = 0

  constructor(previous: CallInfo | undefined) {
    this.previous = previous
    this.depth = previous === undefined ? 0 : previous.depth + 1
  }
}

/**
 * Asked now and then while a script runs. True pauses it, if it can be paused where it is; an error
 * that is raised (`luaL_error`) ends it.
 */
export type Watch = (L: LuaState, canPause: boolean) => boolean

/** What all coroutines of a state share. */
export class LuaGlobal {
  globals: LuaTable = new LuaTable()
  readonly random: ScriptRandom
  /** The metatable of all strings. */
  stringMetatable: LuaTable | undefined = undefined
  /** Back jumps and calls until `watch` is asked. */
  budget: number = 0x3fffffff
  /** Asked when the budget is used up, which then is set to `interval`. */
  watch: Watch | undefined = undefined
  interval = 0
  /** How many calls are under way that cannot pause: those that the host itself waits for. */
  pinned = 0
  /** The collector's settings, which scripts can set and read back. */
  collectorPause = 200
  collectorStep = 200
  readonly #pointers = new Map<unknown, LightUserdata>()

  constructor(random: ScriptRandom) {
    this.random = random
  }

  /** The one light userdata for this pointer. */
  lightUserdata(pointer: unknown): LightUserdata {
    const known = this.#pointers.get(pointer)
    if (known !== undefined) return known
    const made = new LightUserdata(pointer)
    this.#pointers.set(pointer, made)
    return made
  }
}

/** Lua's `lua_State`: one thread of execution, the main one or a coroutine. */
export class LuaState {
  readonly global: LuaGlobal
  /** Not a coroutine. */
  readonly isMain: boolean
  readonly serial: number = nextSerial()
  readonly stack: LuaValue[] = [undefined]
  top = 1
  ci: CallInfo = new CallInfo(undefined)
  /** LUA_YIELD while suspended; an error's status when dead of one. */
  status: number = LUA_OK
  /** Calls through the host under way, and how many there were when this coroutine was resumed. */
  nCcalls = 0
  baseCcalls = 0
  /** The place of the error handler on the stack; 0 for none. */
  handler = 0
  /** Variables of running functions that closures share, by place on the stack, growing. */
  openUpvalues: Upvalue[] = []
  /** As many calls as may be nested before more room is asked for. */
  callLimit: number = FIRST_CALLS

  constructor(global: LuaGlobal, isMain = false) {
    this.global = global
    this.isMain = isMain
    this.ci.base = 1
  }
}

/** An error on its way to what catches it. It is not a JavaScript Error, and has no stack trace. */
export class LuaError {
  value: LuaValue
  readonly status: number
  /** Whether an error handler has seen it, or none is to see it. */
  handled: boolean

  constructor(value: LuaValue, status: number = LUA_ERRRUN) {
    this.value = value
    this.status = status
    this.handled = status !== LUA_ERRRUN
  }
}
