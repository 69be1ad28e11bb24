/** Coroutines, and long runs that pause: threads that stop in the middle and go on later. */

import { beginCall, drive, goOn, isHostFull, returnFrom } from './call.ts'
import { runError } from './debug.ts'
import { interpret } from './interpreter.ts'
import { CALL_LUA, CALL_PAUSED, CALL_YIELD } from './signals.ts'
import { LUA_ERRRUN, LUA_MULTRET, LUA_OK, LUA_YIELD, LuaError, type LuaState } from './state.ts'
import { LuaClosure } from './value.ts'

/** A coroutine's status, as `asker` sees it. */
export type CoroutineStatus = 'running' | 'suspended' | 'normal' | 'dead'

export function statusOf(asker: LuaState, co: LuaState): CoroutineStatus {
  if (asker === co) return 'running'
  if (co.status === LUA_YIELD) return 'suspended'
  if (co.status !== LUA_OK) return 'dead'
  if (co.ci.previous !== undefined) return 'normal'
  return co.top === co.ci.base ? 'dead' : 'suspended'
}

/** Moves `count` values from the top of one stack to the top of the other. */
export function moveValues(from: LuaState, to: LuaState, count: number): void {
  from.top -= count
  for (let i = 0; i < count; i++) to.stack[to.top++] = from.stack[from.top + i]
}

/**
 * Resumes `co`, whose arguments are on its own stack: LUA_OK when it has returned, LUA_YIELD when it
 * has yielded, CALL_PAUSED when the watch has paused it, or an error's status. Results or the error
 * are on top of its stack.
 */
export function resume(co: LuaState, count: number, caller: LuaState): number {
  co.nCcalls = caller.nCcalls
  if (isHostFull(co)) {
    co.top = co.ci.base
    co.stack[co.top++] = 'C stack overflow'
    return LUA_ERRRUN
  }
  co.baseCcalls = ++co.nCcalls
  const first = co.top - count
  return run(co, () => begin(co, first))
}

/** Goes on where the watch had paused. */
export function resumePaused(co: LuaState): number {
  return run(co, () => continuePaused(co, 0))
}

function run(co: LuaState, step: () => number): number {
  try {
    const signal = drive(co, 0, step)
    if (signal === CALL_PAUSED) return CALL_PAUSED
    return signal === CALL_YIELD ? LUA_YIELD : LUA_OK
  } catch (thrown) {
    if (!(thrown instanceof LuaError)) throw thrown
    co.status = thrown.status
    co.stack[co.top++] = thrown.value
    return thrown.status
  }
}

function begin(co: LuaState, first: number): number {
  if (co.status === LUA_OK) {
    return beginCall(co, first - 1, LUA_MULTRET)
  }
  // What was passed to resume are the results of yield, whose frame is still the innermost.
  co.status = LUA_OK
  returnFrom(co, first)
  return goOn(co, 0)
}

/** Goes on with a thread that was paused above `floor`. */
export function continuePaused(L: LuaState, floor: number): number {
  if (L.ci.closure instanceof LuaClosure) return interpret(L, floor)
  const signal = goOn(L, floor)
  return signal === CALL_LUA ? interpret(L, floor) : signal
}

/** Yields what the running native function has on its stack. */
export function yieldAll(L: LuaState): number {
  if (L.nCcalls > L.baseCcalls) {
    return runError(L, 'attempt to yield across metamethod/C-call boundary')
  }
  L.status = LUA_YIELD
  return CALL_YIELD
}
