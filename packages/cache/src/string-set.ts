import type { CacheCluster } from './cluster.ts'
import { stringCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { SetKeyspace } from './set-keyspace.ts'

/** Sets of strings by key. */
export class StringSetKeyspace<
  K extends Key = never,
  const P extends string = string,
> extends SetKeyspace<KeyOf<K, P>, string> {
  constructor(cluster: CacheCluster, config: KeyspaceConfig<K, P>) {
    super(cluster, config, stringCodec)
  }
}
