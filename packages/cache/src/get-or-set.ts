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
  /** Milliseconds for which a value is still given after its expiry, while the next is loaded. */
  readonly staleFor?: number
  /** Milliseconds for which other processes wait for one that loads, before they load themselves. Default 10,000. */
  readonly lockFor?: number
}

/** What getOrSet needs of a keyspace. */
export interface Loading<V> {
  readonly key: string
  readonly link: Link
  readonly expiry: Expiry | undefined
  request(operation: Operation, keys: readonly string[], rest: readonly Argument[]): Request
  perform<T>(request: Request, decode: (reply: unknown) => T): Promise<T>
  encode(value: V): string | Buffer
  decode(reply: unknown): V | undefined
}

/** The operation as a whole, and its first look. */
export const GET_OR_SET: Operation = reading('get or set', 'GET', 'one')
/** While others load, looking again is no new question. */
const LOOK_AGAIN = reading('get or set', 'GET')
const STORE = replacing('get or set', 'SET')
// Both mind whose lock it is, so doing them twice is as good as once.
const LOCK = replacing('get or set', 'SET')
const RELEASE = replacing('get or set', 'DEL')

const LOCK_FOR = 10_000
const FIRST_LOOK = 10
const LONGEST_LOOK = 200

/** Finds or loads a value; those who ask for the same key in this process share one search. */
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
  /** Milliseconds that the key has left; undefined: for ever, or not asked for. */
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

  /** Loads if nobody does; else waits for the value, or for the turn to load. */
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
      // Whoever held the lock before may have stored it just now.
      const { value } = await this.#look(LOOK_AGAIN)
      return value === undefined ? await this.#loadAndStore() : value
    } finally {
      this.#release()
    }
  }

  /** The next value is nobody's to wait for: when it cannot be loaded, the old one serves on, and the next who asks tries. */
  #loadBehind(): void {
    this.#loadAndStore()
      .catch(() => {})
      .then(() => this.#release())
  }

  /** What has been loaded is given, also where the cache could not take it; observers hear of that. */
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

  /** Nobody waits for it: a lock that cannot be let go of ends by itself. */
  #release(): void {
    const request = this.#cache.request(RELEASE, [this.#lockKey], [this.#word])
    this.#cache.perform({ ...request, script: releaseScript }, toNothing).catch(() => {})
  }

  get #lockKey(): string {
    return `${RESERVED}/lock/${this.#cache.key}`
  }

  /** The key outlives its expiry by as long as it may be stale. */
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
