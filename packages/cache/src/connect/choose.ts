import { CacheError } from '../errors.ts'
import { type Environment, Fields } from './fields.ts'
import type { CacheSettings, Transport } from './settings.ts'
import {
  environmentSource,
  fileSource,
  type Source,
  variableOf,
  variableSource,
} from './sources.ts'
import {
  DEFAULT_CONNECT_TIMEOUT,
  DEFAULT_CONNECTIONS,
  DEFAULT_LIMITS,
  readTarget,
  type Target,
} from './target.ts'

/**
 * The only place that decides whether a cluster is embedded or elsewhere.
 *
 * In tests all clusters are embedded. Otherwise a cluster is where the first of these says: the code (`configureCaches`), its
 * own environment variable, RESIDENT_CACHES, the settings file. A cluster that none of them names is an error; it is never
 * embedded by default.
 */
export class Choice {
  readonly #sources: readonly Source[]
  readonly #environment: Environment
  /** Clusters that have been used: some are named only by their own environment variable. */
  readonly #asked = new Set<string>()

  private constructor(sources: readonly Source[], environment: Environment) {
    this.#sources = sources
    this.#environment = environment
    for (const { name, settings } of sources) checkShape(name, settings, environment)
  }

  static async from(
    code: CacheSettings,
    environment: Environment,
    directory: string,
  ): Promise<Choice> {
    const file = await fileSource(environment, directory)
    const sources = [
      { name: 'configureCaches', settings: code },
      environmentSource(environment),
      ...(file === undefined ? [] : [file]),
    ]
    return new Choice(sources, environment)
  }

  get testing(): boolean {
    return this.#first((settings) => settings.testing) ?? this.#environment.NODE_ENV === 'test'
  }

  get transport(): Transport {
    return this.#first((settings) => settings.transport) ?? 'in-process'
  }

  /** Throws a CacheError NOT_CONFIGURED if nothing says where the cluster is. */
  targetOf(cluster: string): Target {
    const settings = this.#settingsOf(cluster)
    // Tests must not need what only real servers need, such as passwords.
    if (this.testing && !settings?.any('in_memory')) return embeddedTarget(cluster)
    if (settings === undefined) throw this.#unconfigured(cluster)
    const target = readTarget(cluster, settings)
    if (target.place.kind !== 'embedded') this.#checkNeighbours(cluster, target)
    return target
  }

  #settingsOf(cluster: string): Fields | undefined {
    const own = variableSource(cluster, this.#environment)
    const [code, ...others] = this.#sources
    const sources = [code as Source, ...(own === undefined ? [] : [own]), ...others]
    for (const { name, settings } of sources) {
      const raw = settings.redis
      if (raw === undefined || !Object.hasOwn(raw, cluster)) continue
      return new Fields(raw[cluster], `${name}: redis.${cluster}`, this.#environment)
    }
    return undefined
  }

  #first<T>(pick: (settings: CacheSettings) => T | undefined): T | undefined {
    for (const { settings } of this.#sources) {
      const found = pick(settings)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Two clusters in one database must not be able to make the same key. */
  #checkNeighbours(cluster: string, target: Target): void {
    const named = this.#sources.flatMap(({ settings }) => Object.keys(settings.redis ?? {}))
    const names = new Set([...named, ...this.#asked])
    this.#asked.add(cluster)
    names.delete(cluster)
    for (const name of names) {
      const other = this.#readable(name)
      if (other === undefined || databaseOf(other) !== databaseOf(target)) continue
      if (!target.prefix.startsWith(other.prefix) && !other.prefix.startsWith(target.prefix))
        continue
      throw new CacheError(
        'CONFIG',
        `the clusters '${cluster}' and '${name}' are in one database with the prefixes '${target.prefix}' and '${other.prefix}', so their keys could meet: give one another key_prefix or database_index`,
      )
    }
  }

  /** Also `undefined` if the settings are wrong: that becomes an error only when the cluster itself is used. */
  #readable(cluster: string): Target | undefined {
    try {
      const settings = this.#settingsOf(cluster)
      return settings && readTarget(cluster, settings)
    } catch {
      return undefined
    }
  }

  #unconfigured(cluster: string): CacheError {
    const known = this.#sources.flatMap(({ settings }) => Object.keys(settings.redis ?? {}))
    const others = known.length === 0 ? '' : ` Configured are: ${[...new Set(known)].join(', ')}.`
    return new CacheError(
      'NOT_CONFIGURED',
      `the cache cluster '${cluster}' is not configured. Say where it is in resident.config.json, as { "redis": { "${cluster}": { "host": "name:6379" } } }, by ${variableOf(cluster)}=redis://name:6379, or by configureCaches(); "in_memory": true, or ${variableOf(cluster)}=embedded, makes it the embedded server.${others}`,
    )
  }
}

function checkShape(name: string, settings: CacheSettings, environment: Environment): void {
  const fields = new Fields(settings, name, environment)
  fields.object('redis')
  fields.boolean('testing')
  const transport = fields.any('transport')
  if (transport !== undefined && transport !== 'in-process' && transport !== 'tcp') {
    throw fields.refusal('transport', "must be 'in-process' or 'tcp'")
  }
  fields.any('$schema')
  fields.done()
}

function embeddedTarget(cluster: string): Target {
  return {
    place: { kind: 'embedded' },
    prefix: `${cluster}/`,
    database: 0,
    auth: undefined,
    tls: undefined,
    connectTimeout: DEFAULT_CONNECT_TIMEOUT,
    connections: DEFAULT_CONNECTIONS,
    limits: DEFAULT_LIMITS,
  }
}

/** Equal for targets whose keys are in the same database, as far as that can be known without connecting. */
function databaseOf({ place, database }: Target): string {
  switch (place.kind) {
    case 'embedded':
      return ''
    case 'server':
      return JSON.stringify([place.address, database])
    case 'sentinel':
      return JSON.stringify([place.name, place.nodes, database])
    case 'cluster':
      return JSON.stringify([place.nodes])
  }
}
