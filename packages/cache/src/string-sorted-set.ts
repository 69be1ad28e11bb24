import type { CacheCluster } from './cluster.ts'
import { stringCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { SortedSetKeyspace } from './sorted-set-keyspace.ts'

/** Sorted sets of strings by key. */
export class StringSortedSetKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends SortedSetKeyspace<KeyOf<K, P>, string> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, stringCodec)
  }
}
