import { countIn } from './checks.ts'
import { CacheError } from './errors.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key } from './key-types.ts'
import { Keyspace } from './keyspace.ts'
import { type Operation, reading, writing } from './operation.ts'
import { toNothing, toNumber } from './replies.ts'

/** An end of a list. */
export type ListPosition = 'left' | 'right'

const PUSH_LEFT = writing('push left', 'LPUSH')
const PUSH_RIGHT = writing('push right', 'RPUSH')
const POP_LEFT = writing('pop left', 'LPOP', 'one')
const POP_RIGHT = writing('pop right', 'RPOP', 'one')
const LEN = reading('len', 'LLEN')
const TRIM = writing('trim', 'LTRIM')
const SET = writing('set', 'LSET')
const GET = reading('get', 'LINDEX', 'one')
const ITEMS = reading('items', 'LRANGE')
const GET_RANGE = reading('get range', 'LRANGE')
const INSERT_BEFORE = writing('insert before', 'LINSERT')
const INSERT_AFTER = writing('insert after', 'LINSERT')
const REMOVE_ALL = writing('remove all', 'LREM')
const REMOVE_FIRST = writing('remove first', 'LREM')
const REMOVE_LAST = writing('remove last', 'LREM')
const MOVE = writing('move', 'LMOVE')

/**
 * Keyspaces of lists. Indexes count from 0 at the left end; negative ones count from -1 at the right end. A list whose last
 * element is removed is deleted.
 */
export abstract class ListKeyspace<K extends Key, V> extends Keyspace<K, V> {
  /** Adds values at the left end, one after another, so that the last argument comes first; resolves with the new length. */
  async pushLeft(key: K, ...values: V[]): Promise<number> {
    return this.push(PUSH_LEFT, key, values)
  }

  /** Adds values at the right end; resolves with the new length. */
  async pushRight(key: K, ...values: V[]): Promise<number> {
    return this.push(PUSH_RIGHT, key, values)
  }

  /** Removes the first element and resolves with it; `undefined` for a missing key. */
  async popLeft(key: K, options?: WriteOptions): Promise<V | undefined> {
    return this.write(POP_LEFT, [key], [], options, this.decode)
  }

  /** Removes the last element and resolves with it; `undefined` for a missing key. */
  async popRight(key: K, options?: WriteOptions): Promise<V | undefined> {
    return this.write(POP_RIGHT, [key], [], options, this.decode)
  }

  /** The number of elements; 0 for a missing key. */
  len(key: K): Promise<number> {
    return this.one(LEN, key, [], toNumber)
  }

  /** Removes all elements except `start` to `stop`, both included. */
  async trim(key: K, start: number, stop: number, options?: WriteOptions): Promise<void> {
    return this.write(TRIM, [key], [start, stop], options, toNothing)
  }

  /** Replaces an element. Throws OUT_OF_RANGE if there is no such index or no list. */
  async set(key: K, index: number, value: V, options?: WriteOptions): Promise<void> {
    return this.write(SET, [key], [index, this.encode(SET, value, key)], options, toNothing)
  }

  /** The element at an index; `undefined` if there is no such index. */
  get(key: K, index: number): Promise<V | undefined> {
    return this.one(GET, key, [index], this.decode)
  }

  /** All elements, from left to right; [] for a missing key. The cost grows with their number. */
  items(key: K): Promise<V[]> {
    return this.one(ITEMS, key, [0, -1], this.decodeAll)
  }

  /** The elements `start` to `stop`, both included; [] for a missing key. */
  getRange(key: K, start: number, stop: number): Promise<V[]> {
    return this.one(GET_RANGE, key, [start, stop], this.decodeAll)
  }

  /** Inserts `value` before the first `pivot`; resolves with the new length, -1 if there is no pivot, 0 if there is no list. */
  async insertBefore(key: K, pivot: V, value: V, options?: WriteOptions): Promise<number> {
    return this.insert(INSERT_BEFORE, key, 'BEFORE', pivot, value, options)
  }

  /** Inserts `value` after the first `pivot`; resolves as `insertBefore` does. */
  async insertAfter(key: K, pivot: V, value: V, options?: WriteOptions): Promise<number> {
    return this.insert(INSERT_AFTER, key, 'AFTER', pivot, value, options)
  }

  /** Removes all elements equal to `value`; resolves with their number. */
  async removeAll(key: K, value: V, options?: WriteOptions): Promise<number> {
    return this.remove(REMOVE_ALL, key, 0, value, options)
  }

  /** Removes the first `count` elements equal to `value`; resolves with how many were removed. */
  async removeFirst(key: K, count: number, value: V, options?: WriteOptions): Promise<number> {
    const most = countIn(REMOVE_FIRST, count)
    return most === 0 ? 0 : this.remove(REMOVE_FIRST, key, most, value, options)
  }

  /** Removes the last `count` elements equal to `value`; resolves with how many were removed. */
  async removeLast(key: K, count: number, value: V, options?: WriteOptions): Promise<number> {
    const most = countIn(REMOVE_LAST, count)
    return most === 0 ? 0 : this.remove(REMOVE_LAST, key, -most, value, options)
  }

  /**
   * Moves an element from an end of one list to an end of another or of the same list; resolves with it, or with
   * `undefined` if there is none. Both lists get the expiry. On Redis Cluster they must be in one slot.
   */
  async move(
    source: K,
    destination: K,
    from: ListPosition,
    to: ListPosition,
    options?: WriteOptions,
  ): Promise<V | undefined> {
    const ends = [wordOf(from), wordOf(to)]
    return this.write(MOVE, [source, destination], ends, options, this.decode, 2)
  }

  /** Without values there is nothing to add, and Redis would refuse the command. */
  private async push(operation: Operation, key: K, values: readonly V[]): Promise<number> {
    return values.length === 0 ? this.len(key) : this.writeAll(operation, key, values)
  }

  private insert(
    operation: Operation,
    key: K,
    side: 'BEFORE' | 'AFTER',
    pivot: V,
    value: V,
    options: WriteOptions | undefined,
  ): Promise<number> {
    const values = [pivot, value].map((each) => this.encode(operation, each, key))
    return this.write(operation, [key], [side, ...values], options, toNumber)
  }

  private remove(
    operation: Operation,
    key: K,
    count: number,
    value: V,
    options: WriteOptions | undefined,
  ): Promise<number> {
    const rest = [count, this.encode(operation, value, key)]
    return this.write(operation, [key], rest, options, toNumber)
  }
}

function wordOf(position: ListPosition): string {
  if (position === 'left' || position === 'right') return position.toUpperCase()
  throw new CacheError('INVALID_ARGUMENT', `an end is 'left' or 'right', not '${position}'`, {
    operation: MOVE.name,
  })
}
