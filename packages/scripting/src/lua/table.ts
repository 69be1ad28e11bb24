import { type LuaValue, nextAddress } from './value.ts'

/** The array part never has more than 2^26 places. */
const MAXBITS = 26
const MAXASIZE = 1 << MAXBITS
/** Up to so many nodes a key is sought one by one; beyond, a Map tells where it stands. */
const SOUGHT_ONE_BY_ONE = 8

const NO_KEYS: LuaValue[] = []
const NO_LINKS: number[] = []
const END = -1

/**
 * Lua 5.1.5's table: an array part, and a hash part whose nodes stand where Lua would put them.
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
  readonly address: number = nextAddress()
  /** Elements 1 .. array.length. */
  array: LuaValue[] = []

  // The nodes: key, value, and the next of the chain. A key whose value is nil stays until a rehash.
  #keys: LuaValue[] = NO_KEYS
  #values: LuaValue[] = NO_KEYS
  #links: number[] = NO_LINKS
  #places: Map<LuaValue, number> | undefined = undefined
  #lastFree = 0

  constructor(elements = 0, fields = 0) {
    if (elements > 0) this.#sizeArray(elements)
    if (fields > 0) this.#sizeNodes(fields)
  }

  get(key: LuaValue): LuaValue {
    if (typeof key === 'number') return this.getNumber(key)
    if (key === undefined) return undefined
    const place = this.#find(key)
    return place === END ? undefined : this.#values[place]
  }

  getString(key: string): LuaValue {
    const place = this.#find(key)
    return place === END ? undefined : this.#values[place]
  }

  getNumber(key: number): LuaValue {
    // An index of the array part is a small integer; anything else is no key of it.
    if ((key | 0) === key && key >= 1 && key <= this.array.length) return this.array[key - 1]
    const place = this.#find(key)
    return place === END ? undefined : this.#values[place]
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
    else this.#values[place] = value
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
    return this.#keys.length === 0 ? high : this.#borderBeyond(high)
  }

  /** The position of `key` for `nextPosition`; -1 for nil, and undefined where there is no such key. */
  positionOf(key: LuaValue): number | undefined {
    if (key === undefined) return -1
    const size = this.array.length
    if (typeof key === 'number' && (key | 0) === key && key >= 1 && key <= size) return key - 1
    const place = this.#find(key)
    return place === END ? undefined : size + place
  }

  /** The next position after `position` that holds something, or -1 at the end. */
  nextPosition(position: number): number {
    const size = this.array.length
    let i = position + 1
    for (; i < size; i++) if (this.array[i] !== undefined) return i
    const values = this.#values
    for (i -= size; i < values.length; i++) if (values[i] !== undefined) return size + i
    return END
  }

  keyAt(position: number): LuaValue {
    const size = this.array.length
    return position < size ? position + 1 : this.#keys[position - size]
  }

  valueAt(position: number): LuaValue {
    const size = this.array.length
    return position < size ? this.array[position] : this.#values[position - size]
  }

  /** Makes the array part at least `size` long, as SETLIST does before it stores. */
  reserve(size: number): void {
    if (size > this.array.length) this.#resize(size, this.#keys.length)
  }

  #find(key: LuaValue): number {
    if (this.#places !== undefined) return this.#places.get(key) ?? END
    const keys = this.#keys
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i
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
    const size = this.#keys.length
    if (size === 0) return this.#grow(key, value)
    let place = mainPosition(key, size)
    if (this.#values[place] !== undefined) {
      const free = this.#freePosition()
      if (free === END) return this.#grow(key, value)
      place = this.#collide(place, free)
    } else {
      this.#places?.delete(this.#keys[place])
    }
    this.#put(place, key, value)
  }

  /** The main position is taken: says where the new key goes, `taken` or `free`. */
  #collide(taken: number, free: number): number {
    const links = this.#links
    const owner = mainPosition(this.#keys[taken], this.#keys.length)
    if (owner === taken) {
      // Whoever is there is in its own place: the new key goes to the free one, second in the chain.
      links[free] = links[taken]!
      links[taken] = free
      return free
    }
    // Whoever is there belongs elsewhere: it moves, and the new key takes its own place.
    let before = owner
    while (links[before] !== taken) before = links[before]!
    links[before] = free
    links[free] = links[taken]!
    this.#put(free, this.#keys[taken], this.#values[taken])
    links[taken] = END
    return taken
  }

  #put(place: number, key: LuaValue, value: LuaValue): void {
    this.#keys[place] = key
    this.#values[place] = value
    this.#places?.set(key, place)
  }

  #freePosition(): number {
    while (this.#lastFree-- > 0) if (this.#keys[this.#lastFree] === undefined) return this.#lastFree
    return END
  }

  /** No node is free: counts anew what there is, gives both parts their best sizes, and inserts. */
  #grow(key: LuaValue, value: LuaValue): void {
    counts.fill(0)
    let integers = this.#countArray()
    let total = integers
    for (let i = 0; i < this.#keys.length; i++) {
      if (this.#values[i] === undefined) continue
      integers += countInteger(this.#keys[i])
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

  #resize(arraySize: number, nodes: number): void {
    const keys = this.#keys
    const values = this.#values
    const array = this.array
    if (arraySize > array.length) this.#sizeArray(arraySize)
    this.#sizeNodes(nodes)
    if (arraySize < array.length) {
      const moved = array.splice(arraySize)
      for (let i = 0; i < moved.length; i++) {
        if (moved[i] !== undefined) this.set(arraySize + i + 1, moved[i])
      }
    }
    for (let i = keys.length - 1; i >= 0; i--) {
      if (values[i] !== undefined) this.set(keys[i], values[i])
    }
  }

  #sizeArray(size: number): void {
    for (let i = this.array.length; i < size; i++) this.array.push(undefined)
  }

  #sizeNodes(nodes: number): void {
    this.#places = undefined
    if (nodes === 0) {
      this.#keys = NO_KEYS
      this.#values = NO_KEYS
      this.#links = NO_LINKS
      return
    }
    const size = 2 ** ceilLog2(nodes)
    this.#keys = new Array(size).fill(undefined)
    this.#values = new Array(size).fill(undefined)
    // Not a typed array: those take longer to make than a small table lives.
    this.#links = new Array<number>(size).fill(END)
    this.#lastFree = size
    if (size > SOUGHT_ONE_BY_ONE) this.#places = new Map()
  }
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

const ceilLog2 = (n: number): number => 32 - Math.clz32(n - 1)

function mainPosition(key: LuaValue, size: number): number {
  switch (typeof key) {
    case 'string':
      return hashString(key) & (size - 1)
    case 'number':
      return hashNumber(key) % ((size - 1) | 1)
    case 'boolean':
      return (key ? 1 : 0) & (size - 1)
    default:
      return key!.address % ((size - 1) | 1)
  }
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
