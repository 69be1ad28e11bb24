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
   * Which keys are evicted when memory is full. Default `allkeys-lru`. The embedded server follows it, within the limit that
   * `in_memory` sets; a real server has its own configuration.
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
 * A Redis that the program uses, declared once by name; the configuration says where it is. No connection is made before
 * the first operation.
 */
export class CacheCluster {
  readonly name: string

  /** Throws a CacheError DECLARATION if a cluster of that name is declared already, or the policy is unknown. */
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

  /** Refers to the cluster that is declared by this name, in this module or another, before this call or after it. */
  static named(name: string): CacheCluster {
    return new CacheCluster(name, REFERENCE)
  }

  /**
   * The ioredis client that operations use, for whatever keyspaces do not offer; if there are several connections, the first.
   * Its first command connects it.
   */
  async client(): Promise<Redis | Cluster> {
    return (await currentRuntime().link(declarationIn(this))).wire.clients[0]
  }

  /** What the cluster's keys begin with; keys used with `client()` need this prefix. */
  async keyPrefix(): Promise<string> {
    return (await currentRuntime().link(declarationIn(this))).wire.prefix
  }
}

export function declarationIn(cluster: CacheCluster): Declaration {
  const declaration = declarations.get(cluster)
  if (declaration !== undefined) return declaration
  // A cluster made by another copy of this package.
  if (typeof cluster?.name === 'string') return declarationOf(cluster.name)
  throw new CacheError('DECLARATION', 'a keyspace is declared in a CacheCluster')
}
