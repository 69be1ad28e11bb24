import type { CacheCluster } from './cluster.ts'
import { numberCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { SetKeyspace } from './set-keyspace.ts'

/** Sets of numbers by key. */
export class NumberSetKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends SetKeyspace<KeyOf<K, P>, number> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, numberCodec)
  }
}
