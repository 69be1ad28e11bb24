import type { CacheCluster } from './cluster.ts'
import { type Codec, jsonCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { checked, type StandardSchema } from './standard-schema.ts'
import { ValueKeyspace } from './value-keyspace.ts'

export type StructKeyspaceConfig<
  K extends Key = never,
  V extends object = object,
  P extends string = string,
> = KeyspaceConfig<K, P> & {
  /** How objects are written. Default `jsonCodec`. */
  readonly codec?: Codec<unknown>
  /** Checks values at each write and each read, and transforms them if the schema does. It must be synchronous. */
  readonly schema?: StandardSchema<V>
}

/** Objects by key. */
export class StructKeyspace<
  K extends Key = never,
  V extends object = Record<string, unknown>,
  const P extends string = string,
> extends ValueKeyspace<KeyOf<K, P>, V> {
  constructor(cluster: CacheCluster, config: StructKeyspaceConfig<K, V, P>) {
    super(cluster, config, checked(config.codec ?? jsonCodec, config.schema))
  }
}
