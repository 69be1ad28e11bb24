import { ascii, type Bytes, EMPTY, fromUtf8 } from '@resident/bytes'
import {
  CommandError,
  type ConfigPort,
  globMatches,
  type NotifyFlags,
  notifyFlags,
} from '@resident/commands'
import type { AccessPolicy, EvictionSettings } from '@resident/keyspace'
import { defaultLimits, type EncodingLimits } from '@resident/storage'
import { type Parameter, Refusal } from './config/kind.ts'
import { LIVE } from './config/live.ts'
import { BY_NAME, type Named } from './config/named.ts'
import { NO_OUTPUT_LIMITS, type OutputLimits } from './config/output-limits.ts'
import { PARAMETERS } from './config/parameters.ts'
import type { RewritableFile } from './config/rewritable-file.ts'
import { rewriteConfig } from './config/rewrite.ts'
import { systemWords } from './system-words.ts'
import { UsageError } from './usage-error.ts'

/** Acts on a parameter's new value; a text that it returns refuses the value, and CONFIG SET undoes all. */
export type Apply = () => string | undefined

/** So many seconds after the last save, so many changes are reason enough for one. */
export interface SavePoint {
  readonly seconds: number
  readonly changes: number
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The configuration: what CONFIG GET and CONFIG SET see, as text, and what the
 * server reads at every turn, ready to use.
 *
 * A value is kept as CONFIG GET shows it. Every change writes through to the
 * fields below (`config/live.ts`) and tells whoever asked to hear of it.
 */
export class Config implements ConfigPort {
  readonly encodingLimits: EncodingLimits = defaultLimits()
  readonly access: Changeable<AccessPolicy> = {
    lfu: false,
    lfuLogFactor: 10,
    lfuDecayTime: 1,
    sharesIntegers: true,
  }
  /** proto-max-bulk-len, in bytes. */
  maxBulkLength = 0
  requirepass: Bytes = EMPTY
  /** notify-keyspace-events. */
  notify: NotifyFlags = notifyFlags('')
  /** hll-sparse-max-bytes. */
  busyReplyThreshold = 0
  hllSparseMaxBytes = 0
  databases = 0
  /** In bytes; 0 for no limit. */
  maxmemory = 0
  /** In bytes; negative for per cent of maxmemory, 0 for no limit. */
  maxmemoryClients = 0
  /** client-query-buffer-limit, in bytes. */
  queryBufferLimit = 0
  /** client-output-buffer-limit, by class of clients. */
  outputLimits: OutputLimits = NO_OUTPUT_LIMITS
  /** maxmemory-policy and maxmemory-samples. */
  readonly eviction: Changeable<EvictionSettings> = { policy: 'noeviction', samples: 5 }
  /** maxmemory-eviction-tenacity. */
  evictionTenacity = 10
  maxclients = 0
  /** `save`. */
  savePoints: readonly SavePoint[] = []
  /** Seconds; 0: never. */
  timeout = 0
  /** What CONFIG REWRITE rewrites. */
  file: RewritableFile | undefined
  readonly #values = new Map<Parameter, string>()
  readonly #appliers = new Map<Parameter, Apply[]>()

  /** `overrides`: redis.conf's parameters by their names. Throws a UsageError where one is unknown or unfit. */
  constructor(overrides: Readonly<Record<string, string>> = {}) {
    for (const parameter of PARAMETERS) this.#put(parameter, parameter.initial)
    this.put('dir', fromUtf8(process.cwd()))
    // Where it listens is for the program that holds the server to say.
    this.onChange('port', () => 'Unable to listen on this port. Check server logs.')
    this.onChange('tls-port', () => 'Unable to update TLS configuration. Check server logs.')
    this.onChange('bind', () => 'Failed to bind to specified addresses.')
    for (const [name, value] of Object.entries(overrides)) this.#override(name, fromUtf8(value))
  }

  /** A parameter's value, as CONFIG GET shows it. */
  value(name: string): Bytes {
    return this.#shown(this.#parameter(name))
  }

  /** The value of a parameter that is a number or an amount of memory; beyond 2^53 the nearest double. */
  number(name: string): number {
    return Number(this.value(name))
  }

  /** Puts a value without asking whether it may be: for what the server finds out itself, as the port it got. */
  put(name: string, value: Bytes): void {
    this.#put(this.#parameter(name), value)
  }

  /** Calls `apply` whenever CONFIG SET has changed this parameter, after all of the call's values stand. */
  onChange(name: string, apply: Apply): void {
    const parameter = this.#parameter(name)
    const appliers = this.#appliers.get(parameter)
    if (appliers === undefined) this.#appliers.set(parameter, [apply])
    else appliers.push(apply)
  }

  /** Calls `apply` now and, after changes by CONFIG SET, again: it takes the values of these parameters over. */
  follow(names: readonly string[], apply: () => void): void {
    for (const name of names) {
      this.onChange(name, () => {
        apply()
        return undefined
      })
    }
    apply()
  }

  get rewritable(): boolean {
    return this.file !== undefined
  }

  rewrite(users: readonly Bytes[]): string | undefined {
    try {
      this.file?.write(rewriteConfig(this.file.read(), this, users))
      return undefined
    } catch (error) {
      return systemWords(error)
    }
  }

  match(patterns: readonly Bytes[]): ReadonlyMap<string, Bytes> {
    const found = new Map<string, Bytes>()
    const seen = new Set<string>()
    const add = (shown: string, { name, parameter }: Named): void => {
      if (!seen.has(name)) found.set(shown, this.#shown(parameter))
      seen.add(name)
    }
    for (const pattern of patterns) {
      const lower = ascii(pattern.toLowerCase())
      const named = BY_NAME.get(lower)
      // Whoever asks for one parameter gets its name back as he wrote it.
      if (named !== undefined) add(pattern, named)
      if (!/[[*?]/.test(lower)) continue
      for (const each of BY_NAME.values()) {
        if (each.parameter.access !== 'hidden' && globMatches(lower, ascii(each.name)))
          add(each.name, each)
      }
    }
    return found
  }

  set(changes: readonly (readonly [name: Bytes, value: Bytes])[]): void {
    const named = this.#findAll(changes)
    const before = named.map(({ parameter }) => this.#values.get(parameter)!)
    const refused = this.#setAll(named, changes) ?? this.#applyChanged(named, before)
    if (refused === undefined) return
    const after = named.map(({ parameter }) => this.#values.get(parameter)!)
    for (const [i, { parameter }] of named.entries()) this.#put(parameter, before[i]!)
    this.#applyChanged(named, after)
    throw refused
  }

  /** All parameters meant, in order; throws if one is not there, must not be set, or comes twice. */
  #findAll(changes: readonly (readonly [name: Bytes, value: Bytes])[]): readonly Named[] {
    const found: Named[] = []
    for (const [name] of changes) {
      const named = BY_NAME.get(name.toLowerCase())
      if (named === undefined) {
        throw new CommandError(
          'ERR',
          `Unknown option or number of arguments for CONFIG SET - '${name}'`,
        )
      }
      if (this.#isLocked(named.parameter)) {
        throw failed(name, `can't set ${named.parameter.access} config`)
      }
      if (found.includes(named)) throw failed(name, 'duplicate parameter')
      found.push(named)
    }
    return found
  }

  #isLocked({ access }: Parameter): boolean {
    if (access !== 'protected') return access === 'immutable'
    return this.value('enable-protected-configs') === 'no'
  }

  #setAll(
    named: readonly Named[],
    changes: readonly (readonly [name: Bytes, value: Bytes])[],
  ): CommandError | undefined {
    for (const [i, { name, parameter }] of named.entries()) {
      const value = parameter.kind(changes[i]![1], this.#values.get(parameter)!)
      if (value instanceof Refusal) return failed(name, value.reason)
      this.#put(parameter, value)
    }
    return undefined
  }

  /** Tells of those whose value is no longer what it was. */
  #applyChanged(named: readonly Named[], before: readonly string[]): CommandError | undefined {
    for (const [i, { name, parameter }] of named.entries()) {
      if (this.#values.get(parameter) === before[i]) continue
      for (const apply of this.#appliers.get(parameter) ?? []) {
        const reason = apply()
        if (reason !== undefined) return failed(name, reason)
      }
    }
    return undefined
  }

  #override(name: string, text: Bytes): void {
    const named = BY_NAME.get(name.toLowerCase())
    if (named === undefined) {
      throw new UsageError('ERR_UNKNOWN_CONFIG', `redis.conf has no parameter '${name}'.`)
    }
    const { parameter } = named
    const value = parameter.kind(text, this.#values.get(parameter)!)
    if (value instanceof Refusal) {
      throw new UsageError('ERR_CONFIG_VALUE', `'${name}' cannot be '${text}': ${value.reason}.`)
    }
    this.#put(parameter, value)
  }

  #put(parameter: Parameter, value: string): void {
    this.#values.set(parameter, value)
    LIVE[parameter.name]?.(this, ascii(value))
  }

  #shown(parameter: Parameter): Bytes {
    const value = this.#values.get(parameter)!
    // Redis leaves `n` unsaid beside `A`, though it stays in force.
    const unsaid = parameter.name === 'notify-keyspace-events' && value.startsWith('A')
    return ascii(unsaid ? value.replace('n', '') : value)
  }

  #parameter(name: string): Parameter {
    const named = BY_NAME.get(name)
    if (named === undefined) throw new RangeError(`There is no parameter '${name}'`)
    return named.parameter
  }
}

function failed(name: string, reason: string): CommandError {
  return new CommandError(
    'ERR',
    `CONFIG SET failed (possibly related to argument '${name}') - ${reason}`,
  )
}
