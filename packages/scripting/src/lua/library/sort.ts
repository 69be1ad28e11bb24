import { rawSet } from '../api.ts'
import { luaL_error } from '../auxiliary.ts'
import { callInBetween } from '../call.ts'
import { lessThan } from '../operators.ts'
import { CALL_DONE } from '../signals.ts'
import type { LuaState } from '../state.ts'
import type { LuaTable } from '../table.ts'
import { isFalse, type LuaValue } from '../value.ts'

/** What a comparison is made for. */
const ENDS = 0
const LOW_AND_MIDDLE = 1
const MIDDLE_AND_HIGH = 2
/** For an element on the left that is not less than the pivot, and one on the right that is not greater. */
const LEFT = 3
const RIGHT = 4
const SORTED = 5

/**
 * Lua 5.1's quicksort, since scripts can see which elements are compared: by the order of equal ones, and by
 * what happens with a function that contradicts itself.
 *
 * Between two comparisons its state is in its fields, so nothing waits for a script's comparing function, which
 * can therefore be paused.
 */
export class Sorter {
  readonly #L: LuaState
  readonly #table: LuaTable
  readonly #order: LuaValue
  /** The current range, and those that come later: low, high, low, high … */
  #low = 1
  #high: number
  readonly #later: number[] = []
  /** How far the partition has got from either end. */
  #i = 0
  #j = 0
  #pivot: LuaValue
  #left: LuaValue
  /** The next question is whether `a` is less than `b`, and this is what it is for. */
  #a: LuaValue
  #b: LuaValue
  #aim: number = ENDS

  /** Of the first `count` elements, by the function `order` or by `<`. */
  constructor(L: LuaState, table: LuaTable, order: LuaValue, count: number) {
    this.#L = L
    this.#table = table
    this.#order = order
    this.#high = count
    this.#beginRange()
  }

  /** For a native function to return. */
  run(): number {
    const L = this.#L
    if (this.#order === undefined) {
      while (this.#aim !== SORTED) this.#take(lessThan(L, this.#a, this.#b))
      return 0
    }
    while (this.#aim !== SORTED) {
      const { stack, top } = L
      stack[top] = this.#order
      stack[top + 1] = this.#a
      stack[top + 2] = this.#b
      L.top = top + 3
      const signal = callInBetween(L, top, 1, this.#compared)
      if (signal !== CALL_DONE) return signal
      this.#take(!isFalse(stack[--L.top]))
    }
    return 0
  }

  readonly #compared = (L: LuaState): number => {
    this.#take(!isFalse(L.stack[--L.top]))
    return this.run()
  }

  /** Goes on with the answer, up to the next question. */
  #take(isLess: boolean): void {
    switch (this.#aim) {
      case LEFT:
        return this.#takeLeft(isLess)
      case RIGHT:
        return this.#takeRight(isLess)
      case ENDS:
        if (isLess) this.#put(this.#low, this.#a, this.#high, this.#b)
        if (this.#high - this.#low === 1) return this.#nextRange()
        return this.#ask(LOW_AND_MIDDLE, this.#get(this.#middle), this.#get(this.#low))
      case LOW_AND_MIDDLE:
        if (!isLess) return this.#ask(MIDDLE_AND_HIGH, this.#get(this.#high), this.#a)
        this.#put(this.#middle, this.#b, this.#low, this.#a)
        return this.#beginPartition()
      default:
        if (isLess) this.#put(this.#middle, this.#a, this.#high, this.#b)
        return this.#beginPartition()
    }
  }

  #ask(aim: number, a: LuaValue, b: LuaValue): void {
    this.#aim = aim
    this.#a = a
    this.#b = b
  }

  get #middle(): number {
    return Math.floor((this.#low + this.#high) / 2)
  }

  #beginRange(): void {
    if (this.#low >= this.#high) this.#nextRange()
    else this.#ask(ENDS, this.#get(this.#high), this.#get(this.#low))
  }

  #nextRange(): void {
    if (this.#later.length === 0) {
      this.#aim = SORTED
      return
    }
    this.#high = this.#later.pop()!
    this.#low = this.#later.pop()!
    this.#beginRange()
  }

  /** Smaller elements go to the left, larger ones to the right. */
  #beginPartition(): void {
    if (this.#high - this.#low === 2) return this.#nextRange()
    const middle = this.#middle
    this.#pivot = this.#get(middle)
    this.#i = this.#low
    this.#j = this.#high - 1
    this.#swap(middle, this.#j)
    this.#ask(LEFT, this.#get(++this.#i), this.#pivot)
  }

  #takeLeft(isLess: boolean): void {
    if (isLess) {
      if (this.#i > this.#high) this.#contradiction()
      this.#a = this.#get(++this.#i)
      return
    }
    this.#left = this.#a
    this.#ask(RIGHT, this.#pivot, this.#get(--this.#j))
  }

  #takeRight(isLess: boolean): void {
    if (isLess) {
      if (this.#j < this.#low) this.#contradiction()
      this.#b = this.#get(--this.#j)
      return
    }
    if (this.#j < this.#i) return this.#endPartition(this.#i)
    this.#put(this.#i, this.#b, this.#j, this.#left)
    this.#ask(LEFT, this.#get(++this.#i), this.#pivot)
  }

  /** The pivot goes to where they meet. The smaller part comes first. */
  #endPartition(at: number): void {
    this.#swap(this.#high - 1, at)
    if (at - this.#low < this.#high - at) {
      this.#later.push(at + 1, this.#high)
      this.#high = at - 1
    } else {
      this.#later.push(this.#low, at - 1)
      this.#low = at + 1
    }
    this.#beginRange()
  }

  #contradiction(): never {
    return luaL_error(this.#L, 'invalid order function for sorting')
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
}
