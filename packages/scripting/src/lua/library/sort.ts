import { rawSet } from '../api.ts'
import { luaL_error } from '../auxiliary.ts'
import { call } from '../call.ts'
import { lessThan } from '../operators.ts'
import type { LuaState } from '../state.ts'
import type { LuaTable } from '../table.ts'
import type { LuaValue } from '../value.ts'

/**
 * Lua 5.1's quicksort: which elements are compared, and so the order of equal ones and what becomes
 * of a function that contradicts itself, can be seen.
 */
export class Sorter {
  readonly #L: LuaState
  readonly #table: LuaTable
  readonly #order: LuaValue

  constructor(L: LuaState, table: LuaTable, order: LuaValue) {
    this.#L = L
    this.#table = table
    this.#order = order
  }

  /** Sorts the elements `from`..`to`. */
  sort(from: number, to: number): void {
    let low = from
    let high = to
    while (low < high) {
      this.#orderPair(low, high)
      if (high - low === 1) return
      const middle = Math.floor((low + high) / 2)
      this.#orderMiddle(low, middle, high)
      if (high - low === 2) return
      const pivot = this.#get(middle)
      this.#swap(middle, high - 1)
      const at = this.#partition(low, high, pivot)
      this.#swap(high - 1, at)
      // The larger part is left for the loop.
      if (at - low < high - at) {
        this.sort(low, at - 1)
        low = at + 1
      } else {
        this.sort(at + 1, high)
        high = at - 1
      }
    }
  }

  #orderPair(low: number, high: number): void {
    const a = this.#get(low)
    const b = this.#get(high)
    if (this.#isLess(b, a)) this.#put(low, b, high, a)
  }

  #orderMiddle(low: number, middle: number, high: number): void {
    const m = this.#get(middle)
    const a = this.#get(low)
    if (this.#isLess(m, a)) {
      this.#put(middle, a, low, m)
      return
    }
    const b = this.#get(high)
    if (this.#isLess(b, m)) this.#put(middle, b, high, m)
  }

  /** Smaller elements to the left, larger ones to the right; says where they meet. */
  #partition(low: number, high: number, pivot: LuaValue): number {
    let i = low
    let j = high - 1
    for (;;) {
      let left = this.#get(++i)
      while (this.#isLess(left, pivot)) {
        if (i > high) luaL_error(this.#L, 'invalid order function for sorting')
        left = this.#get(++i)
      }
      let right = this.#get(--j)
      while (this.#isLess(pivot, right)) {
        if (j < low) luaL_error(this.#L, 'invalid order function for sorting')
        right = this.#get(--j)
      }
      if (j < i) return i
      this.#put(i, right, j, left)
    }
  }

  #swap(i: number, j: number): void {
    const a = this.#get(i)
    const b = this.#get(j)
    this.#put(i, b, j, a)
  }

  #get(i: number): LuaValue {
    return this.#table.getNumber(i)
  }

  #put(i: number, a: LuaValue, j: number, b: LuaValue): void {
    rawSet(this.#L, this.#table, i, a)
    rawSet(this.#L, this.#table, j, b)
  }

  #isLess(a: LuaValue, b: LuaValue): boolean {
    const L = this.#L
    if (this.#order === undefined) return lessThan(L, a, b)
    const { stack, top } = L
    stack[top] = this.#order
    stack[top + 1] = a
    stack[top + 2] = b
    L.top = top + 3
    call(L, top, 1)
    L.top = top
    const result = stack[top]
    return result !== undefined && result !== false
  }
}
