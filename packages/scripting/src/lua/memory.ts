import { LUA_ERRMEM, LuaError } from './state.ts'

/** Shorter strings are not counted. */
export const LONG_STRING: number = 1 << 16
/** V8 is asked for the size of its heap after this many bytes of long strings and large tables. */
const STEP = 4 << 20
/** How much a run may always take, whatever else there is in the heap. */
const ALWAYS = 64 << 20
const ALWAYS_SHARE = 1 / 16
/** Scripts leave an eighth of the whole heap free, in addition to V8's young generation. */
const RESERVED_SHARE = 1 / 8
const YOUNG = 48 << 20

/** V8's heap. */
interface Heap {
  /** In bytes: how much is in use, garbage included, and V8's limit. */
  measure(): { readonly used: number; readonly limit: number }
  /** Collects all garbage. */
  collect(): void
}

/**
 * Ends a script with Lua's `not enough memory` while there is some memory left, because V8 ends the whole process if there is
 * none. What scripts take is not counted byte by byte: now and then the size of the heap is checked, which all states of
 * the process share.
 */
export class MemoryGuard {
  #heap: Heap | undefined = undefined
  #taken = 0
  /** The smallest size of the heap that was seen during this run. */
  #before = Number.POSITIVE_INFINITY
  /** This run has found the heap full once. Garbage is not collected for it again. */
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
 * The result of a function: counted, and flattened if it is long, because V8 joins strings by noting their parts, and would
 * take the memory later, uncounted. What `..` joins is not flattened, so that a text can grow quickly bit by bit.
 */
export function counted(text: string): string {
  if (text.length < LONG_STRING) return text
  memory.take(text.length)
  text.charCodeAt(0)
  return text
}
