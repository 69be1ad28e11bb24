/** Calls: frames, results, errors on their way up. The counterpart of Lua's ldo.c. */

import { runError, typeError } from './debug.ts'
import { finishCall, interpret } from './interpreter.ts'
import { metamethodOf } from './metamethods.ts'
import { type Prototype, VARARG_HASARG, VARARG_NEEDSARG } from './prototype.ts'
import { CALL_DONE, CALL_LUA } from './signals.ts'
import {
  CallInfo,
  type Continuation,
  LUA_ERRERR,
  LUA_ERRMEM,
  LUA_MULTRET,
  LuaError,
  type LuaState,
} from './state.ts'
import { LuaTable } from './table.ts'
import { isFunction, LuaClosure, type LuaValue, NativeClosure } from './value.ts'

/** How deep functions may be nested, and how deep with the host in between. */
const LUAI_MAXCALLS = 20000
const LUAI_MAXCCALLS = 200

/**
 * Calls the function at `stack[func]` with what lies above it, and waits. Nothing can pause or yield
 * meanwhile. The counterpart of luaD_call.
 */
export function call(L: LuaState, func: number, wanted: number): void {
  enterHost(L)
  const floor = L.ci.depth
  L.global.pinned++
  try {
    if (beginCall(L, func, wanted) === CALL_LUA) interpret(L, floor)
  } catch (thrown) {
    drive(L, floor, catchAbove(L, floor, thrown))
  } finally {
    L.global.pinned--
  }
  L.nCcalls--
}

/** Calls a metamethod with two values and returns its one result. */
export function callMetamethod(L: LuaState, method: LuaValue, a: LuaValue, b: LuaValue): LuaValue {
  const { stack, top } = L
  stack[top] = method
  stack[top + 1] = a
  stack[top + 2] = b
  L.top = top + 3
  call(L, top, 1)
  L.top = top
  return stack[top]
}

/** Calls `__newindex`: three values, no result. */
export function callNewIndex(
  L: LuaState,
  method: LuaValue,
  target: LuaValue,
  key: LuaValue,
  value: LuaValue,
): void {
  const { stack, top } = L
  stack[top] = method
  stack[top + 1] = target
  stack[top + 2] = key
  stack[top + 3] = value
  L.top = top + 4
  call(L, top, 0)
}

/** One more call through the host; how deeply they are nested is limited. */
export function enterHost(L: LuaState): void {
  if (++L.nCcalls < LUAI_MAXCCALLS) return
  if (L.nCcalls === LUAI_MAXCCALLS) runError(L, 'C stack overflow')
  if (L.nCcalls >= LUAI_MAXCCALLS + (LUAI_MAXCCALLS >> 3)) throw errorInErrorHandling()
}

/** Whether no further call through the host is allowed, for lua_resume. */
export function isHostFull(L: LuaState): boolean {
  return L.nCcalls >= LUAI_MAXCCALLS
}

function errorInErrorHandling(): LuaError {
  return new LuaError('error in error handling', LUA_ERRERR)
}

/**
 * Runs `begin` and whatever Lua functions it leaves ready, until the frames above `floor` are done or
 * the thread yields or pauses; says which. Errors go to the frames above `floor` that catch them.
 */
export function drive(L: LuaState, floor: number, begin: () => number): number {
  let step = begin
  for (;;) {
    try {
      const signal = step()
      return signal === CALL_LUA ? interpret(L, floor) : signal
    } catch (thrown) {
      step = catchAbove(L, floor, thrown)
    }
  }
}

/** How the innermost frame above `floor` that catches goes on with this; throws it on if there is none. */
function catchAbove(L: LuaState, floor: number, thrown: unknown): () => number {
  const error = shown(L, asLuaError(L, thrown))
  let { ci } = L
  while (ci.depth > floor && ci.caught === undefined) ci = ci.previous!
  if (ci.depth <= floor) throw error
  const { caught } = ci
  L.ci = ci
  ci.caught = undefined
  return () => {
    restore(L, ci.base, ci.savedCcalls, ci.savedHandler)
    L.stack[L.top++] = error.value
    const results = caught!(L)
    returnFrom(L, L.top - results)
    return goOn(L, floor)
  }
}

/**
 * The error after its handler has seen it, while the frames that it may ask about still exist; or the
 * error that the handler itself has raised.
 */
function shown(L: LuaState, error: LuaError): LuaError {
  if (error.handled) return error
  error.handled = true
  if (L.handler === 0) return error
  const { stack } = L
  const func = L.top
  if (!isFunction(stack[L.handler])) return errorInErrorHandling()
  stack[func] = stack[L.handler]
  stack[func + 1] = error.value
  L.top = func + 2
  try {
    call(L, func, 1)
  } catch (thrown) {
    // Where there was no room to call the handler, that is an error which it is to see in turn.
    return shown(L, asLuaError(L, thrown))
  }
  error.value = stack[--L.top]
  return error
}

/** After an error was caught: the stack is cut back to `top`, counters are what they were. */
export function restore(L: LuaState, top: number, nCcalls: number, handler: number): void {
  closeUpvalues(L, top)
  L.top = top
  L.nCcalls = nCcalls
  L.handler = handler
  if (L.callLimit > LUAI_MAXCALLS && L.ci.depth + 1 < LUAI_MAXCALLS) L.callLimit = LUAI_MAXCALLS
}

/** JavaScript's errors about its own limits become Lua errors; any other is a bug of ours. */
function asLuaError(L: LuaState, thrown: unknown): LuaError {
  if (thrown instanceof LuaError) return thrown
  if (!(thrown instanceof RangeError)) throw thrown
  if (/call stack/.test(thrown.message)) return new LuaError('stack overflow')
  L.nCcalls = L.baseCcalls
  return new LuaError('not enough memory', LUA_ERRMEM)
}

/**
 * What a native function returns to have the function at `stack[func]` called with what lies above
 * it: `finished` finds all results on the stack, or `caught` the error. Nothing waits meanwhile.
 */
export function callProtected(
  L: LuaState,
  func: number,
  handler: number,
  finished: Continuation,
  caught: Continuation,
): number {
  const { ci } = L
  ci.savedCcalls = L.nCcalls
  ci.savedHandler = L.handler
  ci.continuation = finished
  ci.caught = caught
  L.handler = handler
  enterHost(L)
  const signal = beginCall(L, func, LUA_MULTRET)
  if (signal !== CALL_DONE) return signal
  leaveProtected(L, ci)
  return finished(L)
}

/**
 * For a native function that goes on after a call: has the function at `stack[func]` called with what
 * lies above it. CALL_DONE when its results are in place. Any other signal is to be returned:
 * `goesOn` is called when they are.
 */
export function callInBetween(
  L: LuaState,
  func: number,
  wanted: number,
  goesOn: Continuation,
): number {
  const { ci } = L
  ci.continuation = goesOn
  ci.savedCcalls = L.nCcalls
  enterHost(L)
  const signal = beginCall(L, func, wanted)
  if (signal === CALL_DONE) L.nCcalls = ci.savedCcalls
  return signal
}

function leaveProtected(L: LuaState, ci: CallInfo): void {
  ci.caught = undefined
  L.nCcalls = ci.savedCcalls
  L.handler = ci.savedHandler
}

/** A frame above `floor` has returned: goes on with its caller. */
export function goOn(L: LuaState, floor: number): number {
  while (L.ci.depth > floor) {
    const ci = L.ci
    if (ci.closure instanceof LuaClosure) {
      finishCall(L, ci)
      return CALL_LUA
    }
    const { continuation } = ci
    if (ci.caught !== undefined) leaveProtected(L, ci)
    else L.nCcalls = ci.savedCcalls
    const results = continuation!(L)
    if (results < 0) return results
    returnFrom(L, L.top - results)
  }
  return CALL_DONE
}

/** Begins a call: a native function is run at once, a Lua function is left ready in `L.ci`. */
export function beginCall(L: LuaState, func: number, wanted: number): number {
  const value = L.stack[func]
  if (value instanceof LuaClosure) {
    enterLua(L, value, func, wanted)
    return CALL_LUA
  }
  if (value instanceof NativeClosure) return callNative(L, value, func, wanted)
  insertCallMetamethod(L, func)
  return beginCall(L, func, wanted)
}

function callNative(L: LuaState, closure: NativeClosure, func: number, wanted: number): number {
  const ci = enter(L)
  ci.closure = closure
  ci.func = func
  ci.base = func + 1
  ci.wanted = wanted
  const results = closure.run(L)
  if (results < 0) return results
  returnFrom(L, L.top - results)
  return CALL_DONE
}

/** Takes the record of the next nested call. */
function enter(L: LuaState): CallInfo {
  const { ci } = L
  if (ci.depth + 1 >= L.callLimit) growCalls(L)
  if (ci.next === undefined) ci.next = new CallInfo(ci)
  const next = ci.next
  next.continuation = undefined
  next.caught = undefined
  L.ci = next
  return next
}

/** Room for calls doubles; what lies beyond the limit is for the error's handler only. */
function growCalls(L: LuaState): void {
  if (L.callLimit > LUAI_MAXCALLS) throw errorInErrorHandling()
  L.callLimit *= 2
  if (L.callLimit > LUAI_MAXCALLS) runError(L, 'stack overflow')
}

/** Makes the frame of a Lua function: arguments in its first registers, nil in the others. */
export function enterLua(L: LuaState, closure: LuaClosure, func: number, wanted: number): void {
  const p = closure.prototype
  const { stack } = L
  let base = func + 1
  if (p.vararg !== 0) base = adjustVararg(L, p, L.top - base)
  else if (L.top > base + p.parameters) L.top = base + p.parameters
  const ci = enter(L)
  ci.closure = closure
  ci.func = func
  ci.base = base
  ci.wanted = wanted
  ci.pc = 0
  ci.tailCalls = 0
  const end = base + p.stackSize
  for (let i = L.top; i < end; i++) stack[i] = undefined
  ci.top = end
  L.top = end
}

/** Moves the named parameters above all arguments; makes the table `arg` if it is needed. */
function adjustVararg(L: LuaState, p: Prototype, given: number): number {
  const { stack } = L
  let actual = given
  for (; actual < p.parameters; actual++) stack[L.top++] = undefined
  const fixed = L.top - actual
  const base = L.top
  for (let i = 0; i < p.parameters; i++) {
    stack[L.top++] = stack[fixed + i]
    stack[fixed + i] = undefined
  }
  if (p.vararg & VARARG_NEEDSARG) {
    const extra = actual - p.parameters
    const arg = new LuaTable(extra, 1)
    for (let i = 0; i < extra; i++) arg.set(i + 1, stack[base - extra + i])
    arg.set('n', extra)
    stack[L.top++] = arg
  } else if (p.vararg & VARARG_HASARG) {
    stack[L.top++] = undefined
  }
  return base
}

/** Ends the running frame; its results, from `first` on, go where the function was. */
export function returnFrom(L: LuaState, first: number): void {
  const { ci, stack, top } = L
  const { wanted } = ci
  let to = ci.func
  let from = first
  ci.caught = undefined
  L.ci = ci.previous!
  if (wanted === LUA_MULTRET) {
    while (from < top) stack[to++] = stack[from++]
  } else {
    let left = wanted
    for (; left > 0 && from < top; left--) stack[to++] = stack[from++]
    for (; left > 0; left--) stack[to++] = undefined
  }
  L.top = to
}

/** Calls something that is not a function: `__call` takes its place, with it as the first argument. */
function insertCallMetamethod(L: LuaState, func: number): void {
  const { stack } = L
  const value = stack[func]
  const method = metamethodOf(L, value, '__call')
  if (!isFunction(method)) typeError(L, value, func - L.ci.base, 'call')
  for (let i = L.top; i > func; i--) stack[i] = stack[i - 1]
  L.top++
  stack[func] = method
}

/** The values of variables at `level` and above leave the stack: closures keep them. */
export function closeUpvalues(L: LuaState, level: number): void {
  const open = L.openUpvalues
  while (open.length > 0 && open[open.length - 1]!.index >= level) open.pop()!.close()
}
