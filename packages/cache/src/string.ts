import type { CacheCluster } from './cluster.ts'
import { stringCodec } from './codec.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { reading, writing } from './operation.ts'
import { toNumber } from './replies.ts'
import { ValueKeyspace } from './value-keyspace.ts'

const APPEND = writing('append', 'APPEND')
const GET_RANGE = reading('get range', 'GETRANGE')
const SET_RANGE = writing('set range', 'SETRANGE')
const LEN = reading('len', 'STRLEN')

/** Text by key, stored as UTF-8. Lengths and offsets count bytes. */
export class StringKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends ValueKeyspace<KeyOf<K, P>, string> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, stringCodec)
  }

  /** Appends `text` to the value, or to '' for a missing key; resolves with the new length. */
  async append(key: KeyOf<K, P>, text: string, options?: WriteOptions): Promise<number> {
    return this.write(APPEND, [key], [this.encode(APPEND, text, key)], options, toNumber)
  }

  /** The bytes `from` to `to`, both included; negative offsets count from the end. '' for a missing key. */
  getRange(key: KeyOf<K, P>, from: number, to: number): Promise<string> {
    return this.one(GET_RANGE, key, [from, to], String)
  }

  /** Overwrites the value with `text`, beginning at the byte `offset`; a gap is filled with zero bytes. Resolves with the new length. */
  async setRange(
    key: KeyOf<K, P>,
    offset: number,
    text: string,
    options?: WriteOptions,
  ): Promise<number> {
    const rest = [offset, this.encode(SET_RANGE, text, key)]
    return this.write(SET_RANGE, [key], rest, options, toNumber)
  }

  /** The length in bytes; 0 for a missing key. */
  len(key: KeyOf<K, P>): Promise<number> {
    return this.one(LEN, key, [], toNumber)
  }
}
