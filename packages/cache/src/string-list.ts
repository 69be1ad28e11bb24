import type { CacheCluster } from './cluster.ts'
import { stringCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { ListKeyspace } from './list-keyspace.ts'

/** Lists of strings by key. */
export class StringListKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends ListKeyspace<KeyOf<K, P>, string> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, stringCodec)
  }
}
