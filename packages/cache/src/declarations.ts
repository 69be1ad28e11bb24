import { CacheError } from './errors.ts'
import { KeyPattern } from './key-pattern.ts'
import { shared } from './shared.ts'

/** The policies by which Redis makes room (`maxmemory-policy`). */
export type EvictionPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-lfu'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-lfu'
  | 'volatile-ttl'
  | 'volatile-random'

/** What a program has declared about a cluster. */
export interface Declaration {
  readonly name: string
  evictionPolicy: EvictionPolicy
  /** Where it was declared; `undefined` while it has only been referred to. */
  place: Place | undefined
  /** With their patterns as text, since another copy of this package has another class for patterns. */
  readonly keyspaces: { readonly pattern: string; readonly place: Place }[]
}

/** A class of this package whose constructor declares something. */
export type Maker = { readonly prototype: object }

/** A place in the program. */
export interface Place {
  /** `file:line:column`. */
  readonly here: string
  /** The calls that led there. */
  readonly stack: string
}

/** The declaration of that name, made by `new CacheCluster`, or begun by `CacheCluster.named` before it. */
export function declarationOf(name: string): Declaration {
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new CacheError(
      'DECLARATION',
      `a cluster's name must be of letters, digits, '-', '_' and '.', not '${String(name)}'`,
    )
  }
  const known = shared.declarations.get(name)
  if (known !== undefined) return known
  const fresh: Declaration = {
    name,
    evictionPolicy: 'allkeys-lru',
    place: undefined,
    keyspaces: [],
  }
  shared.declarations.set(name, fresh)
  return fresh
}

/**
 * Claims the cluster's name. A module that runs again (hot reload, a test runner's reset) makes the same declaration at the
 * same place through the same calls: this replaces what it declared before.
 */
export function declareCluster(
  name: string,
  evictionPolicy: EvictionPolicy,
  maker: Maker,
): Declaration {
  const declaration = declarationOf(name)
  const place = placeOfCall(maker)
  const before = declaration.place
  if (before !== undefined) {
    if (before.stack !== place.stack) {
      throw new CacheError(
        'DECLARATION',
        `the cache cluster '${name}' is already declared at ${before.here}; use CacheCluster.named('${name}') to refer to it`,
      )
    }
    declaration.keyspaces.length = 0
  }
  declaration.place = place
  declaration.evictionPolicy = evictionPolicy
  return declaration
}

/** Adds a keyspace to its cluster. Throws a CacheError DECLARATION if some key could also belong to another keyspace. */
export function declareKeyspace(declaration: Declaration, pattern: KeyPattern, maker: Maker): void {
  const place = placeOfCall(maker)
  const { keyspaces } = declaration
  const again = keyspaces.findIndex(
    (other) => other.pattern === pattern.text && other.place.stack === place.stack,
  )
  if (again !== -1) keyspaces.splice(again, 1)
  const other = keyspaces.find((each) => pattern.overlaps(new KeyPattern(each.pattern)))
  if (other !== undefined) {
    throw new CacheError(
      'DECLARATION',
      `the key pattern '${pattern.text}' overlaps '${other.pattern}', declared at ${other.place.here}: both could make the same key of cluster '${declaration.name}'`,
    )
  }
  keyspaces.push({ pattern: pattern.text, place })
}

/** The place that called `new maker`. Frames from before an `await` are left out, since they differ when a module runs again. */
function placeOfCall(maker: Maker): Place {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 30
  const holder = { stack: '' }
  Error.captureStackTrace(holder, maker as () => void)
  Error.stackTraceLimit = stackTraceLimit
  const calls = holder.stack
    .split('\n')
    .slice(1)
    // Hot reloaders append a query with a number to the file's name.
    .map((line) => line.trim().replace(/\?[^:)]*/, ''))
    .filter((line) => !line.startsWith('at async '))
  const here = /\(?([^()\s]+:\d+:\d+)\)?$/.exec(calls[0] ?? '')?.[1]
  return { here: here ?? 'an unknown place', stack: calls.join('\n') }
}
