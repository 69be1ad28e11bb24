import { LUA_ERRMEM, LuaError } from './state.ts'

/** Shorter strings are not looked at one by one. */
export const LONG_STRING: number = 1 << 16
/** JavaScript's heap is asked for its size after so many bytes of long strings and large tables. */
const STEP = 4 << 20
/** What a run may take whatever else there is in the heap. */
const ALWAYS = 64 << 20
const ALWAYS_SHARE = 1 / 16
/** Of the whole heap an eighth stays free of scripts, beside what V8 keeps for what is young. */
const RESERVED_SHARE = 1 / 8
const YOUNG = 48 << 20

/** JavaScript's heap. */
interface Heap {
  /** In bytes: what it takes, be it alive or not, and what V8 will not go beyond. */
  measure(): { readonly used: number; readonly limit: number }
  /** Collects all garbage. */
  collect(): void
}

/**
 * Ends a script with Lua's `not enough memory` while there is memory left, for V8 ends the whole process where there is
 * none. What scripts take is not counted byte by byte: now and then the heap itself is looked at, which all states of
 * the process share.
 */
export class MemoryGuard {
  #heap: Heap | undefined = undefined
  #taken = 0
  /** The least that the heap has been seen to take during this run. */
  #before = Number.POSITIVE_INFINITY
  /** This run has met a full heap. It is not collected for it again. */
  #refused = false

  /** A run begins. */
  begin(heap: Heap): void {
    this.#heap = heap
    this.#taken = 0
    this.#before = Number.POSITIVE_INFINITY
    this.#refused = false
  }

  /** To be called before something large is made; throws where there is no room for it. */
  take(bytes: number): void {
    this.#taken += bytes
    if (this.#taken < STEP) return
    this.#taken = 0
    this.check(bytes)
  }

  /** Throws where the heap is too full for `bytes` more. */
  check(bytes = 0): void {
    const heap = this.#heap
    if (heap === undefined || this.#hasRoom(heap, bytes)) return
    if (!this.#refused) {
      heap.collect()
      if (this.#hasRoom(heap, bytes)) return
      this.#refused = true
    }
    throw new LuaError('not enough memory', LUA_ERRMEM)
  }

  #hasRoom(heap: Heap, bytes: number): boolean {
    const { used, limit } = heap.measure()
    this.#before = Math.min(this.#before, used)
    const granted = this.#before + Math.min(ALWAYS, limit * ALWAYS_SHARE)
    return used + bytes <= Math.max(limit * (1 - RESERVED_SHARE) - YOUNG, granted)
  }
}

export const memory: MemoryGuard = new MemoryGuard()

/**
 * The result of a function, counted, and in one piece if it is long: V8 joins strings by noting the parts, and would
 * take the memory where it is not seen. What `..` joins is left as it is, so that a text grows quickly bit by bit.
 */
export function counted(text: string): string {
  if (text.length < LONG_STRING) return text
  memory.take(text.length)
  text.charCodeAt(0)
  return text
}
