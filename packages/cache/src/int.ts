import type { CacheCluster } from './cluster.ts'
import { bigintCodec, type Codec, int64, integerCodec, wholeNumber } from './codec.ts'
import { placed } from './errors.ts'
import { changesDeadline, dated, scriptWords, type WriteOptions } from './expiry.ts'
import type { Key, KeyOf } from './key-types.ts'
import type { KeyspaceConfig } from './keyspace.ts'
import { type Operation, writing } from './operation.ts'
import { incrementScript } from './scripts.ts'
import { ValueKeyspace } from './value-keyspace.ts'

const INCREMENT = writing('increment', 'INCRBY')
const DECREMENT = writing('decrement', 'INCRBY')

/** With `bigint: true` values are bigints of 64 bits; otherwise they are numbers, which are exact only up to 2^53. */
export type IntKeyspaceConfig<
  K extends Key = never,
  B extends boolean = false,
  P extends string = string,
> = KeyspaceConfig<K, P> & (B extends true ? { readonly bigint: B } : { readonly bigint?: B })

/** Whole numbers by key. Numbers with a fraction are rounded down. */
export class IntKeyspace<
  K extends Key = never,
  B extends boolean = false,
  const P extends string = string,
> extends ValueKeyspace<KeyOf<K, P>, B extends true ? bigint : number> {
  protected readonly isBigint: boolean

  constructor(cluster: CacheCluster, config: IntKeyspaceConfig<K, B, P>) {
    const isBigint = config.bigint === true
    super(
      cluster,
      config,
      (isBigint ? bigintCodec : integerCodec) as Codec<B extends true ? bigint : number>,
    )
    this.isBigint = isBigint
  }

  /** Adds `delta` (default 1), rounded down, to the value, or to 0 for a missing key; resolves with the sum. */
  increment(
    key: KeyOf<K, P>,
    delta?: B extends true ? bigint : number,
    options?: WriteOptions,
  ): Promise<B extends true ? bigint : number> {
    return this.add(INCREMENT, key, delta, 1n, options)
  }

  /** Subtracts `delta` (default 1), rounded down, from the value, or from 0 for a missing key; resolves with the difference. */
  decrement(
    key: KeyOf<K, P>,
    delta?: B extends true ? bigint : number,
    options?: WriteOptions,
  ): Promise<B extends true ? bigint : number> {
    return this.add(DECREMENT, key, delta, -1n, options)
  }

  private async add(
    operation: Operation,
    key: KeyOf<K, P>,
    delta: number | bigint | undefined,
    sign: bigint,
    options: WriteOptions | undefined,
  ): Promise<B extends true ? bigint : number> {
    const keys = this.keysOf(operation, [key])
    const expiry = this.expiryOf(operation, keys, options)
    const step = String(sign * this.step(operation, delta, keys[0] as string))
    const decode = (reply: unknown): B extends true ? bigint : number =>
      this.codec.decode(String(reply))
    // ioredis turns INCRBY's reply into a number; only the script's reply is exact beyond 2^53.
    if (!this.isBigint && !changesDeadline(expiry)) {
      return this.perform(this.request(operation, keys, [step]), decode)
    }
    const words = dated(expiry, (deadline) => [1, ...scriptWords(deadline), step])
    const request = this.request(operation, keys, words)
    return this.perform({ ...request, script: incrementScript }, decode)
  }

  private step({ name }: Operation, delta: number | bigint | undefined, key: string): bigint {
    try {
      if (delta === undefined) return 1n
      return this.isBigint ? int64(delta as bigint) : BigInt(wholeNumber(delta as number))
    } catch (thrown) {
      throw placed(thrown, name, key)
    }
  }
}
