import { systemTime } from './clock.ts'
import { type CacheCluster, declarationIn } from './cluster.ts'
import type { Codec } from './codec.ts'
import type { Link } from './connect/link.ts'
import { type Declaration, declareKeyspace } from './declarations.ts'
import { placed } from './errors.ts'
import { checkExpiry, type Deadline, deadlineOf, type Expiry, type WriteOptions } from './expiry.ts'
import { KeyPattern } from './key-pattern.ts'
import type { Key, PatternFor } from './key-types.ts'
import { observed } from './observe.ts'
import { type Argument, type Meter, type Operation, type Request, writing } from './operation.ts'
import { currentRuntime } from './runtime.ts'
import { writeScript } from './scripts.ts'
import { shared } from './shared.ts'
import { bySlot, crossSlot, inOneSlot } from './slots.ts'

/** What a keyspace is declared with. */
export interface KeyspaceConfig<K extends Key = never, P extends string = string> {
  /**
   * Segments between slashes; one that starts with `:` is a parameter, which the key or its field of that name fills.
   * One segment may be in braces, as `{:userId}`: Redis Cluster then keeps all keys with the same such segment together.
   */
  readonly keyPattern: P & PatternFor<K>
  /** Of writes that name none. Without any, keys stay, and writes other than `set` and its kin leave a deadline alone. */
  readonly defaultExpiry?: Expiry
}

/** Hits and misses of a keyspace in this process. */
export type CacheStatistics = Readonly<Meter>

const DELETE = writing('delete', 'DEL')

/**
 * What all keyspaces share.
 *
 * Keyspaces come in families, one a Redis type, whose members differ only in how values are written; so here, and only
 * here, classes inherit: this one, a family, a keyspace. All operations are one command, or one script, each.
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

  /** The same keyspace, whose writes have these options unless they are called with others. */
  with(options: WriteOptions): this {
    const other: this = Object.create(Object.getPrototypeOf(this))
    return Object.assign(other, this, { expiry: checkExpiry(options.expiry) ?? this.expiry })
  }

  /** Removes keys, whatever they hold; answers how many there were. On Redis Cluster: slot by slot. */
  async delete(...keys: K[]): Promise<number> {
    if (keys.length === 0) return 0
    const counts = await this.perSlot(DELETE, this.keysOf(DELETE, keys), toNumber)
    return counts.reduce((sum, { value }) => sum + value, 0)
  }

  /** How often operations that look something up have found it, and how often not. */
  get statistics(): CacheStatistics {
    return { ...this.meter }
  }

  /** Where this keyspace's operations go, when it has been opened. */
  protected async linkFor({ name }: Operation, keys: readonly string[]): Promise<Link> {
    try {
      return await this.link()
    } catch (thrown) {
      throw placed(thrown, name, keys[0])
    }
  }

  /** Whole keys, without the cluster's prefix. */
  protected keysOf({ name }: Operation, keys: readonly K[]): string[] {
    try {
      return keys.map((key) => this.pattern.toKey(key))
    } catch (thrown) {
      throw placed(thrown, name, undefined)
    }
  }

  /** A value as it is stored. */
  protected encode({ name }: Operation, value: V, key: string | undefined): string | Buffer {
    try {
      return this.codec.encode(value)
    } catch (thrown) {
      throw placed(thrown, name, key)
    }
  }

  /** A command on one key. Not `async`: a lookup is worth the care. */
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

  protected request(
    operation: Operation,
    keys: readonly string[],
    rest: readonly Argument[],
  ): Request {
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
    if (shared.observers.length > 0) {
      const about = { cluster: this.declaration.name, keyspace: this.pattern.text }
      return observed(about, request, () => this.send(request, decode))
    }
    return this.send(request, decode)
  }

  /** A command that writes, other than SET: with a deadline for the first `touched` keys, as part of it. */
  protected async write<T>(
    operation: Operation,
    keys: readonly string[],
    rest: readonly Argument[],
    options: WriteOptions | undefined,
    decode: (reply: unknown) => T,
    touched = 1,
  ): Promise<T> {
    const deadline = await this.deadline(operation, keys, options)
    const request = this.request(operation, keys, rest)
    const words = deadlineWords(deadline, touched)
    if (words === undefined) return this.perform(request, decode)
    const argv = [...words, operation.command, ...rest]
    return this.perform({ ...request, rest: argv, script: writeScript }, decode)
  }

  /** When a write's keys end: by the call, or by `with()`, or by the default. */
  protected async deadline(
    { name }: Operation,
    keys: readonly string[],
    options: WriteOptions | undefined,
  ): Promise<Deadline> {
    try {
      const expiry = checkExpiry(options?.expiry) ?? this.expiry
      // Only a time of day needs to know the time here, and it is that of the embedded server, if there is one.
      const time = expiry?.kind === 'daily' ? (await this.link()).wire.time : systemTime
      return deadlineOf(expiry, time)
    } catch (thrown) {
      throw placed(thrown, name, keys[0])
    }
  }

  /** A command that takes any number of keys, once for each slot that they are in. */
  protected async perSlot<T>(
    operation: Operation,
    keys: readonly string[],
    decode: (reply: unknown) => T,
  ): Promise<{ readonly positions: readonly number[]; readonly value: T }[]> {
    const { wire } = await this.linkFor(operation, keys)
    const groups = wire.isSharded ? bySlot(wire.prefix, keys) : [keys.map((_, place) => place)]
    return Promise.all(
      groups.map(async (positions) => {
        const group = positions.map((position) => keys[position] as string)
        return { positions, value: await this.perform(this.request(operation, group, []), decode) }
      }),
    )
  }

  private link(): Link | Promise<Link> {
    return currentRuntime().link(this.declaration)
  }

  private send<T>(request: Request, decode: (reply: unknown) => T): Promise<T> {
    const link = this.link()
    return link instanceof Promise
      ? this.sendLater(link, request, decode)
      : sendBy(link, request, decode)
  }

  private async sendLater<T>(
    opening: Promise<Link>,
    request: Request,
    decode: (reply: unknown) => T,
  ): Promise<T> {
    let link: Link
    try {
      link = await opening
    } catch (thrown) {
      throw placed(thrown, request.operation.name, request.keys[0])
    }
    return sendBy(link, request, decode)
  }
}

function sendBy<T>(link: Link, request: Request, decode: (reply: unknown) => T): Promise<T> {
  const { isSharded, prefix } = link.wire
  if (isSharded && request.keys.length > 1 && !inOneSlot(prefix, request.keys)) {
    return Promise.reject(crossSlot(request))
  }
  return link.perform(request, decode)
}

/** The arguments by which a script learns of a deadline; `undefined` where there is nothing to do. */
export function deadlineWords(deadline: Deadline, touched: number): Argument[] | undefined {
  switch (deadline?.kind) {
    case 'in':
      return [touched, 'PEXPIRE', deadline.milliseconds]
    case 'at':
      return [touched, 'PEXPIREAT', deadline.milliseconds]
    case 'never':
      return [touched, 'PERSIST', '']
    default:
      return undefined
  }
}

// What replies are made of.

export function toNumber(reply: unknown): number {
  return Number(reply)
}

export function toBoolean(reply: unknown): boolean {
  return Number(reply) > 0
}

export function toNothing(): undefined {
  return undefined
}
