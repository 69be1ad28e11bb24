import { beginCall, drive, enterHost, restore } from './call.ts'
import { continuePaused } from './coroutine.ts'
import { CALL_PAUSED } from './signals.ts'
import { LUA_OK, LuaError, type LuaState, type Watch } from './state.ts'

/** The status of a run that has been paused; the others are LUA_OK and those of errors. */
export const LUA_PAUSED = -1

/**
 * A call from the host that a watch may pause in the middle, through pcall and coroutines, and that
 * goes on later. Between pauses it runs like any other call. A state can have only one at a time.
 */
export class WatchedRun {
  readonly #L: LuaState
  readonly #func: number
  readonly #wanted: number
  readonly #handler: number
  readonly #floor: number
  readonly #nCcalls: number

  /**
   * Calls the function below the `nargs` values on top, as lua_pcall does; `handler` is the place of
   * the error handler counted from the bottom of the caller's stack, or 0. `watch` is asked each time
   * `interval` back jumps and calls have been made.
   */
  constructor(
    L: LuaState,
    call: { readonly nargs: number; readonly nresults: number; readonly handler: number },
    interval: number,
    watch: Watch,
  ) {
    this.#L = L
    this.#func = L.top - call.nargs - 1
    this.#wanted = call.nresults
    this.#handler = call.handler === 0 ? 0 : L.ci.base + call.handler - 1
    this.#floor = L.ci.depth
    this.#nCcalls = L.nCcalls
    L.global.watch = watch
    L.global.interval = interval
    L.global.budget = interval
  }

  /** LUA_OK, an error's status, or LUA_PAUSED. The results, or the error, are on the stack. */
  start(): number {
    const L = this.#L
    return this.#step(() => {
      enterHost(L)
      return beginCall(L, this.#func, this.#wanted)
    })
  }

  /** Goes on where it was paused. */
  resume(): number {
    return this.#step(() => continuePaused(this.#L, this.#floor))
  }

  /** Gives up a paused run: nothing of it is left on the stack. */
  abandon(): void {
    const L = this.#L
    while (L.ci.depth > this.#floor) L.ci = L.ci.previous!
    this.#end()
  }

  #step(step: () => number): number {
    const L = this.#L
    const outer = L.handler
    L.handler = this.#handler
    try {
      if (drive(L, this.#floor, step) === CALL_PAUSED) return LUA_PAUSED
      L.nCcalls = this.#nCcalls
      L.global.watch = undefined
      return LUA_OK
    } catch (thrown) {
      this.abandon()
      if (!(thrown instanceof LuaError)) throw thrown
      L.stack[L.top++] = thrown.value
      return thrown.status
    } finally {
      L.handler = outer
    }
  }

  #end(): void {
    const L = this.#L
    restore(L, this.#func, this.#nCcalls, L.handler)
    L.global.watch = undefined
  }
}
