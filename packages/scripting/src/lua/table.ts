import { memory } from './memory.ts'
import {
  addressOf,
  type LuaValue,
  NativeClosure,
  type NativeFunction,
  nextSerial,
} from './value.ts'

/** The array part never has more than 2^26 places. */
const MAXBITS = 26
const MAXASIZE = 1 << MAXBITS
/** Tables of more places than this are counted when they grow. */
const LARGE = 1 << 12
/** Bytes per place, including the old places, which still exist while a table grows. */
const SLOT = 32
/** Up to this many nodes, a key is searched one by one; beyond, a Map says where it is. */
const SOUGHT_ONE_BY_ONE = 8

/** What all tables without elements, or without nodes, share; never written to. */
const NONE: LuaValue[] = [undefined]
NONE.pop()
const END = -1
/** Longer ones grow as they are filled. */
const LARGEST_SEQUENCE = 2 ** 20
/** Places of a node: key, value, and the next of the chain, as the index of its key. */
const VALUE = 1
const LINK = 2
const NODE = 3

/**
 * Lua 5.1.5's table: an array part, and a hash part whose nodes are where Lua would put them.
 *
 * The order of `pairs` and the borders that `#` finds are those of the reference, since both show the
 * inner layout: main positions by Lua's own hashes, collisions moved to the last free node, and new
 * sizes for both parts only when no node is free. What differs is how a key is found: not along its
 * chain, but through a Map of JavaScript's (or one by one where there are few).
 */
export class LuaTable {
  metatable: LuaTable | undefined = undefined
  /** Redis's own addition: globals and libraries must not be changed. */
  readonly = false
  /** One bit for each event that the table, as a metatable, is known not to have. */
  absentEvents = 0
  readonly serial: number = nextSerial()
  /** Elements 1 .. array.length. */
  array: LuaValue[] = NONE

  /** One after the other, in one array: most tables live for a moment. A key whose value is nil stays until a rehash. */
  #nodes: LuaValue[] = NONE
  /** Where a key's node begins. */
  #places: Map<LuaValue, number> | undefined = undefined
  #lastFree = 0

  constructor(elements = 0, fields = 0) {
    if (elements > 0) this.#sizeArray(elements)
    if (fields > 0) this.#sizeNodes(fields)
  }

  /** A table with these fields, in their order. */
  static of(fields: Readonly<Record<string, LuaValue | NativeFunction>>): LuaTable {
    const table = new LuaTable()
    for (const [name, value] of Object.entries(fields)) {
      table.set(name, typeof value === 'function' ? new NativeClosure(value) : value)
    }
    return table
  }

  /**
   * For a sequence of `length` values, none of them nil, that are put into it one by one: with the room that Lua
   * would have made by then.
   */
  static sequence(length: number): LuaTable {
    return new LuaTable(length < LARGEST_SEQUENCE ? powerAbove(length) : 0)
  }

  get(key: LuaValue): LuaValue {
    if (typeof key === 'number') return this.getNumber(key)
    if (key === undefined) return undefined
    const place = this.#find(key)
    return place === END ? undefined : this.#nodes[place + VALUE]
  }

  getString(key: string): LuaValue {
    const place = this.#find(key)
    return place === END ? undefined : this.#nodes[place + VALUE]
  }

  getNumber(key: number): LuaValue {
    // An index of the array part is a small integer; anything else is no key of it.
    if ((key | 0) === key && key >= 1 && key <= this.array.length) return this.array[key - 1]
    const place = this.#find(key)
    return place === END ? undefined : this.#nodes[place + VALUE]
  }

  /** Sets without metamethods. The key is neither nil nor NaN: the caller has refused those. */
  set(key: LuaValue, value: LuaValue): void {
    this.absentEvents = 0
    if (typeof key === 'number' && (key | 0) === key && key >= 1 && key <= this.array.length) {
      this.array[key - 1] = value
      return
    }
    const place = this.#find(key)
    if (place === END) this.#insert(key, value)
    else this.#nodes[place + VALUE] = value
  }

  /**
   * What Lua does before it asks for `__newindex`: makes the key if there is none, and says what it
   * holds. A key made so counts as free again in the next rehash, but not before.
   */
  claim(key: LuaValue): LuaValue {
    const held = this.get(key)
    if (held === undefined) this.set(key, undefined)
    return held
  }

  /** The border that `#` gives. */
  get length(): number {
    const array = this.array
    let high = array.length
    if (high > 0 && array[high - 1] === undefined) {
      let low = 0
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (array[middle - 1] === undefined) high = middle
        else low = middle
      }
      return low
    }
    return this.#nodes.length === 0 ? high : this.#borderBeyond(high)
  }

  /** The position of `key` for `nextPosition`; -1 for nil, and undefined where there is no such key. */
  positionOf(key: LuaValue): number | undefined {
    if (key === undefined) return -1
    const size = this.array.length
    if (typeof key === 'number' && (key | 0) === key && key >= 1 && key <= size) return key - 1
    const place = this.#find(key)
    return place === END ? undefined : size + place / NODE
  }

  /** The next position after `position` that holds something, or -1 at the end. */
  nextPosition(position: number): number {
    const size = this.array.length
    let i = position + 1
    for (; i < size; i++) if (this.array[i] !== undefined) return i
    const nodes = this.#nodes
    for (let place = (i - size) * NODE; place < nodes.length; place += NODE, i++) {
      if (nodes[place + VALUE] !== undefined) return i
    }
    return END
  }

  keyAt(position: number): LuaValue {
    const size = this.array.length
    return position < size ? position + 1 : this.#nodes[(position - size) * NODE]
  }

  valueAt(position: number): LuaValue {
    const size = this.array.length
    return position < size ? this.array[position] : this.#nodes[(position - size) * NODE + VALUE]
  }

  /** Makes the array part at least `size` long, as SETLIST does before it stores. */
  reserve(size: number): void {
    if (size > this.array.length) this.#resize(size, this.#nodes.length / NODE)
  }

  #find(key: LuaValue): number {
    if (this.#places !== undefined) return this.#places.get(key) ?? END
    const nodes = this.#nodes
    for (let place = 0; place < nodes.length; place += NODE) if (nodes[place] === key) return place
    return END
  }

  #borderBeyond(from: number): number {
    let low = from
    let high = low + 1
    while (this.getNumber(high) !== undefined) {
      low = high
      high *= 2
      if (high > 0x7ffffffd) return this.#linearBorder()
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.getNumber(middle) === undefined) high = middle
      else low = middle
    }
    return low
  }

  #linearBorder(): number {
    let i = 1
    while (this.getNumber(i) !== undefined) i++
    return i - 1
  }

  #insert(key: LuaValue, value: LuaValue): void {
    const nodes = this.#nodes
    if (nodes.length === 0) return this.#grow(key, value)
    let place = mainPlace(key, nodes.length)
    if (nodes[place + VALUE] !== undefined) {
      const free = this.#freePlace()
      if (free === END) return this.#grow(key, value)
      place = this.#collide(place, free)
    } else {
      this.#places?.delete(nodes[place])
    }
    this.#put(place, key, value)
  }

  /** The main position is taken: says where the new key goes, `taken` or `free`. */
  #collide(taken: number, free: number): number {
    const nodes = this.#nodes
    const owner = mainPlace(nodes[taken], nodes.length)
    if (owner === taken) {
      // Whoever is there is in its own place: the new key goes to the free one, second in the chain.
      nodes[free + LINK] = nodes[taken + LINK]
      nodes[taken + LINK] = free
      return free
    }
    // Whoever is there belongs elsewhere: it moves, and the new key takes its own place.
    let before = owner
    while (nodes[before + LINK] !== taken) before = nodes[before + LINK] as number
    nodes[before + LINK] = free
    nodes[free + LINK] = nodes[taken + LINK]
    this.#put(free, nodes[taken], nodes[taken + VALUE])
    nodes[taken + LINK] = END
    return taken
  }

  #put(place: number, key: LuaValue, value: LuaValue): void {
    this.#nodes[place] = key
    this.#nodes[place + VALUE] = value
    this.#places?.set(key, place)
  }

  #freePlace(): number {
    while (this.#lastFree > 0) {
      this.#lastFree -= NODE
      if (this.#nodes[this.#lastFree] === undefined) return this.#lastFree
    }
    return END
  }

  /** No node is free: counts anew what there is, gives both parts their best sizes, and inserts. */
  #grow(key: LuaValue, value: LuaValue): void {
    for (let bit = 0; bit <= MAXBITS; bit++) counts[bit] = 0
    let integers = this.#countArray()
    let total = integers
    const nodes = this.#nodes
    for (let place = 0; place < nodes.length; place += NODE) {
      if (nodes[place + VALUE] === undefined) continue
      integers += countInteger(nodes[place])
      total++
    }
    integers += countInteger(key)
    total++
    const best = bestArraySize(integers)
    this.#resize(best.size, total - best.used)
    this.set(key, value)
  }

  #countArray(): number {
    const array = this.array
    let used = 0
    let i = 1
    for (let bit = 0, limit = 1; bit <= MAXBITS && i <= array.length; bit++, limit *= 2) {
      const end = Math.min(limit, array.length)
      let here = 0
      for (; i <= end; i++) if (array[i - 1] !== undefined) here++
      counts[bit]! += here
      used += here
    }
    return used
  }

  #resize(arraySize: number, nodeCount: number): void {
    const nodes = this.#nodes
    const array = this.array
    if (arraySize + nodeCount > LARGE) memory.take((arraySize + nodeCount) * SLOT)
    if (arraySize > array.length) this.#sizeArray(arraySize)
    this.#sizeNodes(nodeCount)
    if (arraySize < array.length) {
      const moved = array.splice(arraySize)
      for (let i = 0; i < moved.length; i++) {
        if (moved[i] !== undefined) this.set(arraySize + i + 1, moved[i])
      }
    }
    for (let place = nodes.length - NODE; place >= 0; place -= NODE) {
      const value = nodes[place + VALUE]
      if (value !== undefined) this.set(nodes[place], value)
    }
  }

  #sizeArray(size: number): void {
    if (this.array === NONE) this.array = [undefined]
    for (let i = this.array.length; i < size; i++) this.array.push(undefined)
  }

  #sizeNodes(count: number): void {
    this.#places = undefined
    const size = powerAbove(count)
    this.#nodes = emptyNodes(size)
    this.#lastFree = size * NODE
    if (size > SOUGHT_ONE_BY_ONE) this.#places = new Map()
  }
}

/** Literals, for those that are made most: they cost a tenth of a loop. */
function emptyNodes(size: number): LuaValue[] {
  const no = undefined
  if (size === 0) return NONE
  if (size === 1) return [no, no, END]
  if (size === 2) return [no, no, END, no, no, END]
  if (size === 4) return [no, no, END, no, no, END, no, no, END, no, no, END]
  const nodes: LuaValue[] = [no]
  nodes.pop()
  for (let i = 0; i < size; i++) nodes.push(no, no, END)
  return nodes
}

/** Integer keys from 2^(n-1) + 1 to 2^n, at n, while a table that grows counts them. */
const counts = new Int32Array(MAXBITS + 1)

function bestArraySize(integers: number): { size: number; used: number } {
  let below = 0
  let used = 0
  let size = 0
  for (let bit = 0, limit = 1; limit / 2 < integers; bit++, limit *= 2) {
    below += counts[bit]!
    // More than half of the places would be used.
    if (counts[bit]! > 0 && below > limit / 2) {
      size = limit
      used = below
    }
    if (below === integers) break
  }
  return { size, used }
}

function countInteger(key: LuaValue): number {
  if (typeof key !== 'number' || (key | 0) !== key || key < 1 || key > MAXASIZE) return 0
  counts[ceilLog2(key)]!++
  return 1
}

/** The least power of two that is no less; 0 for 0. */
function powerAbove(n: number): number {
  return n === 0 ? 0 : 1 << ceilLog2(n)
}

const ceilLog2 = (n: number): number => 32 - Math.clz32(n - 1)

/** The key's main position among nodes that take `length` places in all. */
function mainPlace(key: LuaValue, length: number): number {
  const mask = length / NODE - 1
  if (typeof key === 'string') return (hashString(key) & mask) * NODE
  if (typeof key === 'number') return (hashNumber(key) % (mask | 1)) * NODE
  if (typeof key === 'boolean') return ((key ? 1 : 0) & mask) * NODE
  return (addressOf(key!) % (mask | 1)) * NODE
}

/** luaS_newlstr's hash: in Redis's Lua of all bytes, however long the string is. */
function hashString(text: string): number {
  let hash = text.length
  for (let i = text.length - 1; i >= 0; i--) {
    hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(i)
  }
  return hash
}

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)

/** The two halves of the double, added. */
function hashNumber(value: number): number {
  if (value === 0) return 0
  double[0] = value
  return (halves[0]! + halves[1]!) >>> 0
}
