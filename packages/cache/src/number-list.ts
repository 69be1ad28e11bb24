import type { CacheCluster } from './cluster.ts'
import { numberCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { ListKeyspace } from './list-keyspace.ts'

/** Lists of numbers by key. */
export class NumberListKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends ListKeyspace<KeyOf<K, P>, number> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, numberCodec)
  }
}
