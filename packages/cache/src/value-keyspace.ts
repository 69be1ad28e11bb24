import { CacheKeyExists, CacheMiss } from './errors.ts'
import { dated, setWords, type WriteOptions } from './expiry.ts'
import { GET_OR_SET, getOrSet, type Loading, type LoadOptions } from './get-or-set.ts'
import type { Key } from './key-types.ts'
import { Keyspace } from './keyspace.ts'
import { type Operation, reading, replacing, writing } from './operation.ts'
import { toNothing } from './replies.ts'
import { setManyScript } from './scripts.ts'

const GET = reading('get', 'GET', 'one')
const MULTI_GET = reading('multi get', 'MGET', 'each')
const SET = replacing('set', 'SET')
const MULTI_SET = replacing('multi set', 'MSET')
const SET_IF_NOT_EXISTS = writing('set if not exists', 'SET')
const REPLACE = writing('replace', 'SET')
const GET_AND_SET = writing('get and set', 'SET', 'one')
const GET_AND_DELETE = writing('get and delete', 'GETDEL', 'one')

/** Keyspaces of one value per key. Each write of a value sets the key's expiry; if none is declared, the key never expires. */
export abstract class ValueKeyspace<K extends Key, V> extends Keyspace<K, V> {
  /** The value, or `undefined` for a missing key. */
  get(key: K): Promise<V | undefined> {
    return this.one(GET, key, [], this.decode)
  }

  /** Values in the order of the keys; `undefined` for missing keys and for those of another type. */
  async multiGet(...keys: K[]): Promise<(V | undefined)[]> {
    if (keys.length === 0) return []
    const decodeAll = (reply: unknown): (V | undefined)[] => (reply as unknown[]).map(this.decode)
    const groups = await this.perSlot(MULTI_GET, this.keysOf(MULTI_GET, keys), decodeAll)
    const values: (V | undefined)[] = new Array(keys.length).fill(undefined)
    for (const { positions, value } of groups) {
      positions.forEach((position, i) => {
        values[position] = value[i]
      })
    }
    return values
  }

  /** Stores the value, replacing whatever the key holds. */
  async set(key: K, value: V, options?: WriteOptions): Promise<void> {
    return this.store(SET, key, value, [], options, toNothing)
  }

  /** Stores all values at once, with the same expiry. On Redis Cluster their keys must be in one slot. */
  async multiSet(entries: readonly (readonly [K, V])[], options?: WriteOptions): Promise<void> {
    if (entries.length === 0) return
    const keys = this.keysOf(
      MULTI_SET,
      entries.map(([key]) => key),
    )
    const values = entries.map(([key, value]) => this.encode(MULTI_SET, value, key))
    const words = dated(this.expiryOf(MULTI_SET, keys, options), (deadline) => [
      ...values,
      ...setWords(deadline),
    ])
    const request = this.request(MULTI_SET, keys, words)
    return this.perform({ ...request, script: setManyScript }, toNothing)
  }

  /** Stores the value if the key does not exist; otherwise throws CacheKeyExists. */
  async setIfNotExists(key: K, value: V, options?: WriteOptions): Promise<void> {
    return this.store(SET_IF_NOT_EXISTS, key, value, ['NX'], options, (reply, text) => {
      if (reply === null) throw new CacheKeyExists(SET_IF_NOT_EXISTS.name, text)
    })
  }

  /** Stores the value if the key exists; otherwise throws CacheMiss. */
  async replace(key: K, value: V, options?: WriteOptions): Promise<void> {
    return this.store(REPLACE, key, value, ['XX'], options, (reply, text) => {
      if (reply === null) throw new CacheMiss(REPLACE.name, text)
    })
  }

  /** Stores the value; resolves with the previous one, or `undefined`. */
  async getAndSet(key: K, value: V, options?: WriteOptions): Promise<V | undefined> {
    return this.store(GET_AND_SET, key, value, ['GET'], options, this.decode)
  }

  /** Removes the key; resolves with the value that it had, or `undefined`. */
  getAndDelete(key: K): Promise<V | undefined> {
    return this.one(GET_AND_DELETE, key, [], this.decode)
  }

  /**
   * The value or, if there is none, what `load` returns, which is then stored. If several callers, in this process or in
   * others, ask for a key at the same time, one loads and the others wait for it. With `staleFor`, a value is still returned
   * for that long after its expiry, while one of the callers loads the next.
   *
   * If the cache cannot be reached, this rejects as `get` does and loads nothing, because otherwise all the load would fall
   * on what is behind the cache. What has been loaded is returned even if the cache can no longer store it.
   */
  async getOrSet(key: K, load: () => V | Promise<V>, options: LoadOptions = {}): Promise<V> {
    const keys = this.keysOf(GET_OR_SET, [key])
    const expiry = this.expiryOf(GET_OR_SET, keys, options)
    return this.throughLink(GET_OR_SET, keys, (link) => {
      const cache: Loading<V> = {
        key: keys[0] as string,
        link,
        expiry,
        request: (operation, requested, rest) => this.request(operation, requested, rest),
        perform: (request, decode) => this.performBy(link, request, decode),
        encode: (value) => this.encode(GET_OR_SET, value, key),
        decode: this.decode,
      }
      return getOrSet(cache, load, options)
    })
  }

  /** Performs a single SET that includes the expiry. */
  private store<T>(
    operation: Operation,
    key: K,
    value: V,
    condition: readonly string[],
    options: WriteOptions | undefined,
    decode: (reply: unknown, key: string) => T,
  ): Promise<T> {
    const keys = this.keysOf(operation, [key])
    const stored = this.encode(operation, value, key)
    const words = dated(this.expiryOf(operation, keys, options), (deadline) => [
      stored,
      ...condition,
      ...setWords(deadline),
    ])
    return this.perform(this.request(operation, keys, words), (reply) =>
      decode(reply, keys[0] as string),
    )
  }
}
