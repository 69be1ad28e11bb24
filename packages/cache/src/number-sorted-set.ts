import type { CacheCluster } from './cluster.ts'
import { numberCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { SortedSetKeyspace } from './sorted-set-keyspace.ts'

/** Sorted sets of numbers by key. */
export class NumberSortedSetKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends SortedSetKeyspace<KeyOf<K, P>, number> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, numberCodec)
  }
}
