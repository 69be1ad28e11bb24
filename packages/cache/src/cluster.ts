import type { Cluster, Redis } from 'ioredis'
import {
  type Declaration,
  declarationOf,
  declareCluster,
  type EvictionPolicy,
} from './declarations.ts'
import { CacheError } from './errors.ts'
import { currentRuntime } from './runtime.ts'

/** What a cluster is declared with. */
export interface CacheClusterConfig {
  /**
   * Which keys go when memory is full. Default `allkeys-lru`. The embedded server follows it, within the bound that
   * `in_memory` sets; a real server has a configuration of its own.
   */
  readonly evictionPolicy?: EvictionPolicy
}

const POLICIES: readonly EvictionPolicy[] = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-ttl',
  'volatile-random',
]

/** Marks a construction that refers to a cluster rather than declares it. */
const REFERENCE: CacheClusterConfig = {}

/** Clusters' declarations, for the keyspaces that are declared in them. */
const declarations = new WeakMap<CacheCluster, Declaration>()

/**
 * A Redis that the program uses, declared once by name; the configuration says where it is. Nothing is connected before
 * the first operation.
 */
export class CacheCluster {
  readonly name: string

  /** Throws a CacheError DECLARATION where a cluster of that name is declared already. */
  constructor(name: string, config: CacheClusterConfig = {}) {
    const { evictionPolicy = 'allkeys-lru' } = config
    if (!POLICIES.includes(evictionPolicy)) {
      throw new CacheError(
        'DECLARATION',
        `there is no eviction policy '${String(evictionPolicy)}'; there are: ${POLICIES.join(', ')}`,
      )
    }
    const declaration =
      config === REFERENCE ? declarationOf(name) : declareCluster(name, evictionPolicy, new.target)
    declarations.set(this, declaration)
    this.name = name
  }

  /** The cluster that is declared by this name, here or elsewhere, before or after. */
  static named(name: string): CacheCluster {
    return new CacheCluster(name, REFERENCE)
  }

  /**
   * The client that operations go through, for whatever keyspaces do not offer; of several connections, the first. It is
   * connected by its first command.
   */
  async client(): Promise<Redis | Cluster> {
    return (await currentRuntime().link(declarationIn(this))).wire.clients[0]
  }

  /** What the cluster's keys begin with, to be put before keys that are given to `client()`. */
  async keyPrefix(): Promise<string> {
    return (await currentRuntime().link(declarationIn(this))).wire.prefix
  }
}

export function declarationIn(cluster: CacheCluster): Declaration {
  const declaration = declarations.get(cluster)
  if (declaration !== undefined) return declaration
  // A cluster of this package's other copy.
  if (typeof cluster?.name === 'string') return declarationOf(cluster.name)
  throw new CacheError('DECLARATION', 'a keyspace is declared in a CacheCluster')
}
