import { countIn, someIn } from './checks.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key } from './key-types.ts'
import { Keyspace } from './keyspace.ts'
import { type Operation, reading, writing } from './operation.ts'
import { toBoolean, toNumber } from './replies.ts'

const ADD = writing('add', 'SADD')
const REMOVE = writing('remove', 'SREM')
const POP_ONE = writing('pop one', 'SPOP', 'one')
const POP = writing('pop', 'SPOP')
const CONTAINS = reading('contains', 'SISMEMBER')
const LEN = reading('len', 'SCARD')
const ITEMS = reading('items', 'SMEMBERS')
const DIFF = reading('diff', 'SDIFF')
const INTERSECT = reading('intersect', 'SINTER')
const UNION = reading('union', 'SUNION')
const DIFF_STORE = writing('diff store', 'SDIFFSTORE')
const INTERSECT_STORE = writing('intersect store', 'SINTERSTORE')
const UNION_STORE = writing('union store', 'SUNIONSTORE')
const SAMPLE_ONE = reading('sample one', 'SRANDMEMBER', 'one')
const SAMPLE = reading('sample', 'SRANDMEMBER')
const SAMPLE_WITH_REPLACEMENT = reading('sample with replacement', 'SRANDMEMBER')
const MOVE = writing('move', 'SMOVE')

/**
 * Keyspaces of sets. Members come in no particular order. A set whose last member is removed is deleted. Operations on several
 * keys are atomic, so on Redis Cluster the keys must be in one slot.
 */
export abstract class SetKeyspace<K extends Key, V> extends Keyspace<K, V> {
  /** Adds members; resolves with how many are new. Without members it does nothing. */
  async add(key: K, ...members: V[]): Promise<number> {
    return this.edit(ADD, key, members)
  }

  /** Removes members; resolves with how many existed. */
  async remove(key: K, ...members: V[]): Promise<number> {
    return this.edit(REMOVE, key, members)
  }

  /** Removes a random member and resolves with it; `undefined` for a missing key. */
  async popOne(key: K, options?: WriteOptions): Promise<V | undefined> {
    return this.write(POP_ONE, [key], [], options, this.decode)
  }

  /** Removes up to `count` random members and resolves with them; [] for a missing key. */
  async pop(key: K, count: number, options?: WriteOptions): Promise<V[]> {
    const most = countIn(POP, count)
    return this.write(POP, [key], [most], options, this.decodeAll)
  }

  /** Whether the set has this member. */
  async contains(key: K, member: V): Promise<boolean> {
    return this.one(CONTAINS, key, [this.encode(CONTAINS, member, key)], toBoolean)
  }

  /** The number of members; 0 for a missing key. */
  len(key: K): Promise<number> {
    return this.one(LEN, key, [], toNumber)
  }

  /** All members; none for a missing key. The cost grows with their number. */
  items(key: K): Promise<V[]> {
    return this.one(ITEMS, key, [], this.decodeAll)
  }

  /** The members as a Set, in which objects are found only by identity. */
  async itemsSet(key: K): Promise<Set<V>> {
    return new Set(await this.items(key))
  }

  /** The members of the first set that are in none of the others. */
  async diff(...keys: K[]): Promise<V[]> {
    return this.algebra(DIFF, keys)
  }

  /** The same as a Set. */
  async diffSet(...keys: K[]): Promise<Set<V>> {
    return new Set(await this.diff(...keys))
  }

  /** The members that are in all sets. */
  async intersect(...keys: K[]): Promise<V[]> {
    return this.algebra(INTERSECT, keys)
  }

  /** The same as a Set. */
  async intersectSet(...keys: K[]): Promise<Set<V>> {
    return new Set(await this.intersect(...keys))
  }

  /** The members that are in any of the sets. */
  async union(...keys: K[]): Promise<V[]> {
    return this.algebra(UNION, keys)
  }

  /** The same as a Set. */
  async unionSet(...keys: K[]): Promise<Set<V>> {
    return new Set(await this.union(...keys))
  }

  /** Replaces what `destination` holds with the result of `diff`; resolves with its number of members. */
  async diffStore(destination: K, ...keys: K[]): Promise<number> {
    return this.store(DIFF_STORE, destination, keys)
  }

  /** Replaces what `destination` holds with the result of `intersect`; resolves with its number of members. */
  async intersectStore(destination: K, ...keys: K[]): Promise<number> {
    return this.store(INTERSECT_STORE, destination, keys)
  }

  /** Replaces what `destination` holds with the result of `union`; resolves with its number of members. */
  async unionStore(destination: K, ...keys: K[]): Promise<number> {
    return this.store(UNION_STORE, destination, keys)
  }

  /** A random member; `undefined` for a missing key. */
  sampleOne(key: K): Promise<V | undefined> {
    return this.one(SAMPLE_ONE, key, [], this.decode)
  }

  /** Up to `count` different random members; [] for a missing key. */
  async sample(key: K, count: number): Promise<V[]> {
    return this.one(SAMPLE, key, [countIn(SAMPLE, count)], this.decodeAll)
  }

  /** `count` random members, some of which may be the same; [] for a missing key. */
  async sampleWithReplacement(key: K, count: number): Promise<V[]> {
    const many = countIn(SAMPLE_WITH_REPLACEMENT, count)
    return many === 0 ? [] : this.one(SAMPLE_WITH_REPLACEMENT, key, [-many], this.decodeAll)
  }

  /** Moves a member from one set to another; resolves with whether it existed. Both sets get the expiry. */
  async move(source: K, destination: K, member: V, options?: WriteOptions): Promise<boolean> {
    const rest = [this.encode(MOVE, member, source)]
    return this.write(MOVE, [source, destination], rest, options, toBoolean, 2)
  }

  private async edit(operation: Operation, key: K, members: readonly V[]): Promise<number> {
    return members.length === 0 ? 0 : this.writeAll(operation, key, members)
  }

  private async algebra(operation: Operation, keys: readonly K[]): Promise<V[]> {
    const all = this.keysOf(operation, someIn(operation, keys))
    return this.perform(this.request(operation, all, []), this.decodeAll)
  }

  private async store(operation: Operation, destination: K, keys: readonly K[]): Promise<number> {
    const all = [destination, ...someIn(operation, keys)]
    return this.write(operation, all, [], undefined, toNumber)
  }
}
