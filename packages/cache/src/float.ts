import type { CacheCluster } from './cluster.ts'
import { numberCodec } from './codec.ts'
import type { WriteOptions } from './expiry.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { type Operation, writing } from './operation.ts'
import { ValueKeyspace } from './value-keyspace.ts'

const INCREMENT = writing('increment', 'INCRBYFLOAT')
const DECREMENT = writing('decrement', 'INCRBYFLOAT')

/** Finite numbers by key. */
export class FloatKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends ValueKeyspace<KeyOf<K, P>, number> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, numberCodec)
  }

  /** Adds `delta` (default 1) to the value, or to 0 for a missing key; resolves with the sum. */
  async increment(key: KeyOf<K, P>, delta = 1, options?: WriteOptions): Promise<number> {
    return this.add(INCREMENT, key, delta, options)
  }

  /** Subtracts `delta` (default 1) from the value, or from 0 for a missing key; resolves with the difference. */
  async decrement(key: KeyOf<K, P>, delta = 1, options?: WriteOptions): Promise<number> {
    return this.add(DECREMENT, key, -delta, options)
  }

  private add(
    operation: Operation,
    key: KeyOf<K, P>,
    delta: number,
    options: WriteOptions | undefined,
  ): Promise<number> {
    const rest = [this.encode(operation, delta, key)]
    return this.write(operation, [key], rest, options, (reply) => this.codec.decode(String(reply)))
  }
}
