import { type CacheCluster, declarationIn } from './cluster.ts'
import type { Codec } from './codec.ts'
import type { Link } from './connect/link.ts'
import { type Declaration, declareKeyspace } from './declarations.ts'
import { placed } from './errors.ts'
import {
  changesDeadline,
  checkExpiry,
  dated,
  type Expiry,
  scriptWords,
  type WriteOptions,
} from './expiry.ts'
import { KeyPattern } from './key-pattern.ts'
import type { Key, PatternFor } from './key-types.ts'
import { observed } from './observe.ts'
import {
  type Argument,
  type Meter,
  type Operation,
  type Request,
  type Rest,
  writing,
} from './operation.ts'
import { toNumber } from './replies.ts'
import { currentRuntime } from './runtime.ts'
import { writeScript } from './scripts.ts'
import { shared } from './shared.ts'
import { bySlot, crossSlot, inOneSlot } from './slots.ts'

/** What a keyspace is declared with. */
export interface KeyspaceConfig<K extends Key = never, P extends string = string> {
  /**
   * Segments between slashes; one that starts with `:` is a parameter, whose value is the key or the key's field of that name.
   * One segment may be in braces, as `{:userId}`: Redis Cluster then keeps all keys with the same such segment together.
   */
  readonly keyPattern: P & PatternFor<K>
  /**
   * The expiry of writes that name none. Without it, methods that replace a value make the key permanent, and other writes
   * leave its deadline as it is.
   */
  readonly defaultExpiry?: Expiry
}

/** Hits and misses of a keyspace in this process. */
export type CacheStatistics = Readonly<Meter>

const DELETE = writing('delete', 'DEL')

/**
 * What all keyspaces share.
 *
 * Keyspaces come in families, one per Redis type, whose members differ only in how values are written; so here, and only
 * here, classes inherit: this one, a family, a keyspace. Each operation is one command or one script.
 */
export abstract class Keyspace<K extends Key, V> {
  protected readonly declaration: Declaration
  protected readonly pattern: KeyPattern
  protected readonly codec: Codec<V>
  protected readonly meter: Meter = { hits: 0, misses: 0 }
  protected readonly expiry: Expiry | undefined

  protected constructor(
    cluster: CacheCluster,
    config: { readonly keyPattern: string; readonly defaultExpiry?: Expiry },
    codec: Codec<V>,
  ) {
    this.declaration = declarationIn(cluster)
    this.pattern = new KeyPattern(config.keyPattern)
    this.codec = codec
    this.expiry = checkExpiry(config.defaultExpiry)
    declareKeyspace(this.declaration, this.pattern, new.target)
  }

  /** The same keyspace, but with these options for writes that are called without any. */
  with(options: WriteOptions): this {
    const other: this = Object.create(Object.getPrototypeOf(this))
    return Object.assign(other, this, { expiry: checkExpiry(options.expiry) ?? this.expiry })
  }

  /** Removes keys, whatever they hold; resolves with how many existed. On Redis Cluster it works slot by slot. */
  async delete(...keys: K[]): Promise<number> {
    if (keys.length === 0) return 0
    const counts = await this.perSlot(DELETE, this.keysOf(DELETE, keys), toNumber)
    return counts.reduce((sum, { value }) => sum + value, 0)
  }

  /** How many lookups have found something, and how many have not, in this process. */
  get statistics(): CacheStatistics {
    return { ...this.meter }
  }

  /** Whole keys, without the cluster's prefix. */
  protected keysOf({ name }: Operation, keys: readonly K[]): string[] {
    try {
      return keys.map((key) => this.pattern.toKey(key))
    } catch (thrown) {
      throw placed(thrown, name, undefined)
    }
  }

  /** A value as it is stored at `key`. */
  protected encode(operation: Operation, value: V, key: K): string | Buffer {
    try {
      return this.codec.encode(value)
    } catch (thrown) {
      throw placed(thrown, operation.name, this.keysOf(operation, [key])[0])
    }
  }

  /** A command on one key. Not `async`, to keep lookups fast. */
  protected one<T>(
    operation: Operation,
    key: K,
    rest: readonly Argument[],
    decode: (reply: unknown) => T,
  ): Promise<T> {
    let keys: string[]
    try {
      keys = [this.pattern.toKey(key)]
    } catch (thrown) {
      return Promise.reject(placed(thrown, operation.name, undefined))
    }
    return this.perform(this.request(operation, keys, rest), decode)
  }

  protected readonly decode = (reply: unknown): V | undefined =>
    reply === null ? undefined : this.codec.decode(reply as string | Buffer)

  protected readonly decodeAll = (reply: unknown): V[] =>
    ((reply ?? []) as (string | Buffer)[]).map((each) => this.codec.decode(each))

  protected request(operation: Operation, keys: readonly string[], rest: Rest): Request {
    return {
      operation,
      keys,
      rest,
      script: undefined,
      meter: this.meter,
      binary: this.codec.binary,
    }
  }

  protected perform<T>(request: Request, decode: (reply: unknown) => T): Promise<T> {
    return this.watched(request, () =>
      this.throughLink(request.operation, request.keys, (link) => sendBy(link, request, decode)),
    )
  }

  /** The same with a link that is already open. */
  protected performBy<T>(link: Link, request: Request, decode: (reply: unknown) => T): Promise<T> {
    return this.watched(request, () => sendBy(link, request, decode))
  }

  /**
   * Passes the link to `use`: immediately if it is open, so that operations are sent in the order in which they were called,
   * with the values of that moment.
   */
  protected throughLink<T>(
    { name }: Operation,
    keys: readonly string[],
    use: (link: Link) => Promise<T>,
  ): Promise<T> {
    const link = currentRuntime().link(this.declaration)
    if (!(link instanceof Promise)) return use(link)
    return link.then(use, (thrown) => {
      throw placed(thrown, name, keys[0])
    })
  }

  /** A command that writes, other than SET. If there is a deadline, the same operation sets it for the first `touched` keys. */
  protected write<T>(
    operation: Operation,
    ofKeys: readonly K[],
    rest: readonly Argument[],
    options: WriteOptions | undefined,
    decode: (reply: unknown) => T,
    touched = 1,
  ): Promise<T> {
    const keys = this.keysOf(operation, ofKeys)
    const expiry = this.expiryOf(operation, keys, options)
    const request = this.request(operation, keys, rest)
    if (!changesDeadline(expiry)) return this.perform(request, decode)
    const words = dated(expiry, (deadline) => [
      touched,
      ...scriptWords(deadline),
      operation.command,
      ...rest,
    ])
    return this.perform({ ...request, rest: words, script: writeScript }, decode)
  }

  /** A command that adds or removes any number of values. Resolves with the command's count. */
  protected writeAll(operation: Operation, key: K, values: readonly V[]): Promise<number> {
    const rest = values.map((value) => this.encode(operation, value, key))
    return this.write(operation, [key], rest, undefined, toNumber)
  }

  /** The expiry of a write: from the call, or from `with()`, or the default. */
  protected expiryOf(
    { name }: Operation,
    keys: readonly string[],
    options: WriteOptions | undefined,
  ): Expiry | undefined {
    try {
      return checkExpiry(options?.expiry) ?? this.expiry
    } catch (thrown) {
      throw placed(thrown, name, keys[0])
    }
  }

  /** Performs a command that takes any number of keys, once for each slot that they are in. */
  protected perSlot<T>(
    operation: Operation,
    keys: readonly string[],
    decode: (reply: unknown) => T,
  ): Promise<{ readonly positions: readonly number[]; readonly value: T }[]> {
    return this.throughLink(operation, keys, (link) => {
      const { isSharded, prefix } = link.wire
      const groups = isSharded ? bySlot(prefix, keys) : [keys.map((_, place) => place)]
      return Promise.all(
        groups.map(async (positions) => {
          const group = positions.map((position) => keys[position] as string)
          const request = this.request(operation, group, [])
          return { positions, value: await this.performBy(link, request, decode) }
        }),
      )
    })
  }

  private watched<T>(request: Request, perform: () => Promise<T>): Promise<T> {
    if (shared.observers.length === 0) return perform()
    const about = { cluster: this.declaration.name, keyspace: this.pattern.text }
    return observed(about, request, perform)
  }
}

function sendBy<T>(link: Link, request: Request, decode: (reply: unknown) => T): Promise<T> {
  const { isSharded, prefix } = link.wire
  if (isSharded && request.keys.length > 1 && !inOneSlot(prefix, request.keys)) {
    return Promise.reject(crossSlot(request))
  }
  return link.perform(request, decode)
}
