import { fieldIn, finiteIn } from './checks.ts'
import type { CacheCluster } from './cluster.ts'
import { type Codec, numberCodec, stringCodec } from './codec.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key, KeyOf } from './key-types.ts'
import { Keyspace, type KeyspaceConfig } from './keyspace.ts'
import { type Argument, reading, writing } from './operation.ts'
import { toBoolean, toNumber } from './replies.ts'

const GET = reading('get field', 'HGET', 'one')
const GET_MANY = reading('get fields', 'HMGET', 'each')
const GET_ALL = reading('get all fields', 'HGETALL')
const SET = writing('set fields', 'HSET')
const SET_IF_NOT_EXISTS = writing('set field if not exists', 'HSETNX')
const REMOVE = writing('remove fields', 'HDEL')
const CONTAINS = reading('contains field', 'HEXISTS')
const LEN = reading('len', 'HLEN')
const FIELDS = reading('fields', 'HKEYS')
const INCREMENT = writing('increment field', 'HINCRBYFLOAT')

/** `codec` says how field values are written; strings, which are stored as they are, need none. */
export type HashKeyspaceConfig<
  K extends Key = never,
  V = string,
  P extends string = string,
> = KeyspaceConfig<K, P> &
  ([V] extends [string] ? { readonly codec?: Codec<V> } : { readonly codec: Codec<V> })

/** Hashes by key: values by field name. An expiry applies to the whole hash. */
export class HashKeyspace<
  K extends Key = never,
  V = string,
  const P extends string = string,
> extends Keyspace<KeyOf<K, P>, V> {
  constructor(cluster: CacheCluster, config: HashKeyspaceConfig<K, V, P>) {
    const codec: Codec<V> | undefined = config.codec
    super(cluster, config, codec ?? (stringCodec as unknown as Codec<V>))
  }

  /** A field's value; `undefined` if the field or the key is missing. */
  async get(key: KeyOf<K, P>, field: string): Promise<V | undefined> {
    return this.one(GET, key, [fieldIn(GET, field)], this.decode)
  }

  /** Values in the order of the fields; `undefined` for fields that are missing. */
  async getMany(key: KeyOf<K, P>, ...fields: string[]): Promise<(V | undefined)[]> {
    if (fields.length === 0) return []
    const names = fields.map((field) => fieldIn(GET_MANY, field))
    return this.one(GET_MANY, key, names, (reply) => (reply as unknown[]).map(this.decode))
  }

  /** All fields with their values; none for a missing key. The cost grows with the number of fields. */
  getAll(key: KeyOf<K, P>): Promise<Map<string, V>> {
    return this.one(GET_ALL, key, [], (reply) => {
      const flat = reply as (string | Buffer)[]
      const fields = new Map<string, V>()
      for (let i = 0; i < flat.length; i += 2) {
        fields.set(String(flat[i]), this.codec.decode(flat[i + 1] as string | Buffer))
      }
      return fields
    })
  }

  /** Sets all fields at once; resolves with how many are new. */
  async set(
    key: KeyOf<K, P>,
    fields: Readonly<Record<string, V>> | ReadonlyMap<string, V>,
    options?: WriteOptions,
  ): Promise<number> {
    const entries = fields instanceof Map ? [...fields] : Object.entries(fields)
    if (entries.length === 0) return 0
    const rest = entries.flatMap(([field, value]): Argument[] => [
      fieldIn(SET, field),
      this.encode(SET, value, key),
    ])
    return this.write(SET, [key], rest, options, toNumber)
  }

  /** Sets a field unless it exists; resolves with whether it was set. */
  async setIfNotExists(
    key: KeyOf<K, P>,
    field: string,
    value: V,
    options?: WriteOptions,
  ): Promise<boolean> {
    const name = fieldIn(SET_IF_NOT_EXISTS, field)
    const rest = [name, this.encode(SET_IF_NOT_EXISTS, value, key)]
    return this.write(SET_IF_NOT_EXISTS, [key], rest, options, toBoolean)
  }

  /** Removes fields; resolves with how many existed. */
  async remove(key: KeyOf<K, P>, ...fields: string[]): Promise<number> {
    if (fields.length === 0) return 0
    const names = fields.map((field) => fieldIn(REMOVE, field))
    return this.write(REMOVE, [key], names, undefined, toNumber)
  }

  /** Whether the hash has this field. */
  async contains(key: KeyOf<K, P>, field: string): Promise<boolean> {
    return this.one(CONTAINS, key, [fieldIn(CONTAINS, field)], toBoolean)
  }

  /** The number of fields; 0 for a missing key. */
  len(key: KeyOf<K, P>): Promise<number> {
    return this.one(LEN, key, [], toNumber)
  }

  /** The names of all fields, in no particular order; none for a missing key. */
  fields(key: KeyOf<K, P>): Promise<string[]> {
    return this.one(FIELDS, key, [], (reply) => (reply as unknown[]).map(String))
  }

  /** Adds `delta` (default 1) to a field that holds a number, or to 0 if it is missing; resolves with the sum. */
  async increment(
    key: KeyOf<K, P>,
    field: string,
    delta = 1,
    options?: WriteOptions,
  ): Promise<number> {
    const rest = [fieldIn(INCREMENT, field), finiteIn(INCREMENT, delta)]
    return this.write(INCREMENT, [key], rest, options, (reply) => numberCodec.decode(String(reply)))
  }
}
