import { elapsed, jittered, pause, token } from './clock.ts'
import type { Link } from './connect/link.ts'
import { CacheError, type CacheErrorCode } from './errors.ts'
import { type Deadline, deadlineOf, type Expiry, setWords, type WriteOptions } from './expiry.ts'
import { RESERVED } from './key-pattern.ts'
import { type Argument, type Operation, type Request, reading, replacing } from './operation.ts'
import { toBoolean, toNothing } from './replies.ts'
import { lockScript, readWithTtlScript, releaseScript } from './scripts.ts'

/** How `getOrSet` stores and shares what it loads. */
export interface LoadOptions extends WriteOptions {
  /** Milliseconds for which a value is still returned after its expiry, while the next one is loaded. */
  readonly staleFor?: number
  /** Milliseconds for which other processes wait for the one that loads, before they load themselves. Default 10,000. */
  readonly lockFor?: number
}

/** What `getOrSet` needs of a keyspace. */
export interface Loading<V> {
  readonly key: string
  readonly link: Link
  readonly expiry: Expiry | undefined
  request(operation: Operation, keys: readonly string[], rest: readonly Argument[]): Request
  perform<T>(request: Request, decode: (reply: unknown) => T): Promise<T>
  encode(value: V): string | Buffer
  decode(reply: unknown): V | undefined
}

/** The operation as a whole, and its first lookup. */
export const GET_OR_SET: Operation = reading('get or set', 'GET', 'one')
/** Further lookups while others load, which count as neither hits nor misses. */
const LOOK_AGAIN = reading('get or set', 'GET')
const STORE = replacing('get or set', 'SET')
// Both check who holds the lock, so they can be repeated.
const LOCK = replacing('get or set', 'SET')
const RELEASE = replacing('get or set', 'DEL')

const LOCK_FOR = 10_000
const FIRST_LOOK = 10
const LONGEST_LOOK = 200

/** Finds or loads a value; all callers in this process that ask for the same key share one search. */
export function getOrSet<V>(
  cache: Loading<V>,
  load: () => V | Promise<V>,
  options: LoadOptions,
): Promise<V> {
  const { flights } = cache.link
  const flying = flights.get(cache.key)
  if (flying !== undefined) return flying as Promise<V>
  const flight = new Search(cache, load, options).run().finally(() => flights.delete(cache.key))
  flights.set(cache.key, flight)
  return flight
}

interface Found<V> {
  readonly value: V | undefined
  /** Milliseconds that the key has left; `undefined` if it has no deadline, or if that was not asked for. */
  readonly left: number | undefined
}

class Search<V> {
  readonly #cache: Loading<V>
  readonly #load: () => V | Promise<V>
  readonly #lockFor: number
  readonly #staleFor: number | undefined
  readonly #word: string = token()

  constructor(cache: Loading<V>, load: () => V | Promise<V>, options: LoadOptions) {
    this.#cache = cache
    this.#load = load
    this.#lockFor = this.#milliseconds('lockFor', options.lockFor ?? LOCK_FOR)
    if (options.staleFor !== undefined) {
      this.#staleFor = this.#milliseconds('staleFor', options.staleFor)
      const { kind } = cache.expiry ?? {}
      if (kind !== 'in' && kind !== 'daily') {
        const why = 'staleFor needs an expiry, after which a value is stale'
        throw this.#refusal('INVALID_EXPIRY', why)
      }
    }
  }

  async run(): Promise<V> {
    const found = await this.#look(GET_OR_SET)
    if (found.value === undefined) return this.#loadInTurn()
    const isStale = found.left !== undefined && found.left <= (this.#staleFor ?? 0)
    if (isStale && (await this.#lock())) this.#loadBehind()
    return found.value
  }

  /** Loads if nobody else does; otherwise waits for the value, or for its turn to load. */
  async #loadInTurn(): Promise<V> {
    const patience = elapsed() + this.#lockFor
    for (let delay = FIRST_LOOK; elapsed() < patience; delay = Math.min(LONGEST_LOOK, delay * 2)) {
      if (await this.#lock()) return this.#loadLocked()
      await pause(jittered(delay))
      const { value } = await this.#look(LOOK_AGAIN)
      if (value !== undefined) return value
    }
    return this.#loadAndStore()
  }

  async #loadLocked(): Promise<V> {
    try {
      // The previous holder of the lock may have stored it just now.
      const { value } = await this.#look(LOOK_AGAIN)
      return value === undefined ? await this.#loadAndStore() : value
    } finally {
      this.#release()
    }
  }

  /** Nobody waits for the next value: if it cannot be loaded, the old one stays in use, and the next caller tries again. */
  #loadBehind(): void {
    this.#loadAndStore()
      .catch(() => {})
      .then(() => this.#release())
  }

  /** Returns what has been loaded, even if the cache could not store it; observers are told of that failure. */
  async #loadAndStore(): Promise<V> {
    const value = await this.#load()
    const { key } = this.#cache
    const rest = [this.#cache.encode(value), ...setWords(this.#deadline())]
    await this.#cache.perform(this.#cache.request(STORE, [key], rest), toNothing).catch(() => {})
    return value
  }

  async #look(operation: Operation): Promise<Found<V>> {
    const { key, decode } = this.#cache
    const request = this.#cache.request(operation, [key], [])
    if (this.#staleFor === undefined) {
      return { value: await this.#cache.perform(request, decode), left: undefined }
    }
    let left: number | undefined
    const value = await this.#cache.perform({ ...request, script: readWithTtlScript }, (reply) => {
      const [stored, ttl] = reply as readonly [unknown, number]
      left = ttl < 0 ? undefined : ttl
      return decode(stored)
    })
    return { value, left }
  }

  async #lock(): Promise<boolean> {
    const request = this.#cache.request(LOCK, [this.#lockKey], [this.#word, this.#lockFor])
    return this.#cache.perform({ ...request, script: lockScript }, toBoolean)
  }

  /** Nobody waits for it: a lock that cannot be released expires. */
  #release(): void {
    const request = this.#cache.request(RELEASE, [this.#lockKey], [this.#word])
    this.#cache.perform({ ...request, script: releaseScript }, toNothing).catch(() => {})
  }

  get #lockKey(): string {
    return `${RESERVED}/lock/${this.#cache.key}`
  }

  /** The key is kept beyond its expiry for as long as it may be stale. */
  #deadline(): Deadline {
    const { expiry, link } = this.#cache
    const deadline = deadlineOf(expiry, link.wire.time)
    if (deadline?.kind !== 'in' && deadline?.kind !== 'at') return deadline
    return { ...deadline, milliseconds: deadline.milliseconds + (this.#staleFor ?? 0) }
  }

  #milliseconds(name: string, value: number): number {
    if (Number.isSafeInteger(value) && value > 0) return value
    const why = `${name} must be a whole number of milliseconds from 1, not ${String(value)}`
    throw this.#refusal('INVALID_ARGUMENT', why)
  }

  #refusal(code: CacheErrorCode, why: string): CacheError {
    return new CacheError(code, why, { operation: GET_OR_SET.name, key: this.#cache.key })
  }
}
