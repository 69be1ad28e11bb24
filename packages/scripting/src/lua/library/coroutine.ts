import { lua_checkstack, lua_gettop, lua_insert, push, valueAt } from '../api.ts'
import { luaL_argcheck, luaL_argerror, luaL_error } from '../auxiliary.ts'
import { moveValues, resume, resumePaused, statusOf, yieldAll } from '../coroutine.ts'
import { where } from '../debug.ts'
import { textOf } from '../operators.ts'
import { CALL_PAUSED } from '../signals.ts'
import { LUA_OK, LUA_YIELD, LuaError, LuaState } from '../state.ts'
import { LuaClosure, NativeClosure, type NativeFunction } from '../value.ts'

/** Error, in place of a number of results. */
const FAILED = -100

export const coroutineFunctions: Readonly<Record<string, NativeFunction>> = {
  create,
  resume: resumeFunction,
  running,
  status,
  wrap,
  yield: yieldAll,
}

function create(L: LuaState): number {
  const body = valueAt(L, 1)
  luaL_argcheck(L, body instanceof LuaClosure, 1, 'Lua function expected')
  const co = new LuaState(L.global)
  push(co, body)
  push(L, co)
  return 1
}

function running(L: LuaState): number {
  if (L.isMain) push(L, undefined)
  else push(L, L)
  return 1
}

function status(L: LuaState): number {
  push(L, statusOf(L, checkCoroutine(L)))
  return 1
}

function checkCoroutine(L: LuaState): LuaState {
  const co = valueAt(L, 1)
  return co instanceof LuaState ? co : luaL_argerror(L, 1, 'coroutine expected')
}

function resumeFunction(L: LuaState): number {
  return resumed(L, transfer(L, checkCoroutine(L), lua_gettop(L) - 1))
}

/** `true` and the results, or `false` and the error. */
function resumed(L: LuaState, results: number): number {
  if (results === CALL_PAUSED) return waitFor(L, resumed)
  push(L, results !== FAILED)
  const count = results === FAILED ? 1 : results
  lua_insert(L, -(count + 1))
  return count + 1
}

function wrap(L: LuaState): number {
  create(L)
  push(L, new NativeClosure(resumeWrapped, [L.stack[--L.top]]))
  return 1
}

function wrappedCoroutine(L: LuaState): LuaState {
  return (L.ci.closure as NativeClosure).upvalues[0] as LuaState
}

function resumeWrapped(L: LuaState): number {
  return unwrapped(L, transfer(L, wrappedCoroutine(L), lua_gettop(L)))
}

function unwrapped(L: LuaState, results: number): number {
  if (results === CALL_PAUSED) return waitFor(L, unwrapped)
  if (results !== FAILED) return results
  const error = L.stack[L.top - 1]
  const text = textOf(error)
  throw new LuaError(text === undefined ? error : where(L, 1) + text)
}

/** Hands the arguments over, resumes, and takes the results back: how many, FAILED or CALL_PAUSED. */
function transfer(L: LuaState, co: LuaState, count: number): number {
  const status = statusOf(L, co)
  if (!lua_checkstack(co, count)) luaL_error(L, 'too many arguments to resume')
  if (status !== 'suspended') {
    push(L, `cannot resume ${status} coroutine`)
    return FAILED
  }
  moveValues(L, co, count)
  return takeResults(L, co, resume(co, count, L))
}

function takeResults(L: LuaState, co: LuaState, status: number): number {
  if (status === CALL_PAUSED) return CALL_PAUSED
  co.nCcalls--
  if (status !== LUA_OK && status !== LUA_YIELD) {
    moveValues(co, L, 1)
    return FAILED
  }
  const count = co.top - co.ci.base
  if (!lua_checkstack(L, count + 1)) luaL_error(L, 'too many results to resume')
  moveValues(co, L, count)
  return count
}

/** The coroutine has been paused in the middle: so is this function, until it is asked to go on. */
function waitFor(L: LuaState, then: (L: LuaState, results: number) => number): number {
  L.ci.savedCcalls = L.nCcalls
  L.ci.continuation = (): number => {
    const co =
      L.ci.closure!.upvalues[0] instanceof LuaState ? wrappedCoroutine(L) : checkCoroutine(L)
    return then(L, takeResults(L, co, resumePaused(co)))
  }
  return CALL_PAUSED
}
