import { ascii, type Bytes, EMPTY, fromUtf8 } from '@resident/bytes'
import {
  CommandError,
  type ConfigPort,
  globMatches,
  type NotifyFlags,
  notifyFlags,
  untilZero,
} from '@resident/commands'
import type { AccessPolicy, EvictionSettings } from '@resident/keyspace'
import { defaultLimits, type EncodingLimits } from '@resident/storage'
import { type Parameter, Refusal } from './config/kind.ts'
import { LIVE } from './config/live.ts'
import { BY_NAME, type Named } from './config/named.ts'
import { NO_OUTPUT_LIMITS, type OutputLimits } from './config/output-limits.ts'
import type { RewritableFile } from './config/rewritable-file.ts'
import { rewriteConfig } from './config/rewrite.ts'
import { systemWords } from './system-words.ts'
import { UsageError } from './usage-error.ts'

/**
 * Applies a parameter's new value. If it returns a text, that is the reason why the value is refused, and CONFIG SET undoes all
 * of its changes. It returns a promise, which must not reject, if the operating system has to be asked.
 */
export type Apply = () => string | undefined | Promise<string | undefined>

/** A save is due when this many seconds have passed since the last one and there were this many changes. */
export interface SavePoint {
  readonly seconds: number
  readonly changes: number
}

/** A function to call because of a change. */
interface Step {
  readonly name: string
  readonly apply: Apply
}

/** The outcome of a change: the refusal, if there is one. */
type Outcome = CommandError | undefined | Promise<CommandError | undefined>

type Changeable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The configuration: as text, for CONFIG GET and CONFIG SET; and parsed, in fields that the server reads often.
 *
 * Values are kept as CONFIG GET shows them. Every change is written through to the fields below (`config/live.ts`) and calls
 * the functions that are registered for the parameter.
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
  /** In milliseconds. */
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
  /** The values that have been set; the others are the parameters' defaults. */
  readonly #values = new Map<Parameter, string>()
  readonly #appliers = new Map<Parameter, Apply[]>()

  /** `overrides`: redis.conf's parameters by their names. Throws a UsageError if a parameter is unknown or a value invalid. */
  constructor(overrides: Readonly<Record<string, string>> = {}) {
    for (const [name, write] of Object.entries(LIVE)) write(this, this.value(name))
    this.put('dir', fromUtf8(process.cwd()))
    for (const [name, value] of Object.entries(overrides)) this.#override(name, fromUtf8(value))
  }

  /** A parameter's value, as CONFIG GET shows it. Throws a RangeError for an unknown name. */
  value(name: string): Bytes {
    return this.#shown(this.#parameter(name))
  }

  /** The value of a parameter that is a number or an amount of memory; beyond 2^53 the nearest double. */
  number(name: string): number {
    return Number(this.value(name))
  }

  /** Whether writes are refused because there are no replicas (min-replicas-to-write). */
  get asksForReplicas(): boolean {
    return this.number('min-replicas-to-write') > 0 && this.number('min-replicas-max-lag') > 0
  }

  /** Sets a value without checking it: for what the server finds out itself, such as the port it got. */
  put(name: string, value: Bytes): void {
    this.#put(this.#parameter(name), value)
  }

  /** Calls `apply` whenever CONFIG SET has changed this parameter, after all values of that call have been set. */
  onChange(name: string, apply: Apply): void {
    const parameter = this.#parameter(name)
    const appliers = this.#appliers.get(parameter)
    if (appliers === undefined) this.#appliers.set(parameter, [apply])
    else appliers.push(apply)
  }

  /** Calls `apply`, which applies the values of these parameters, now and after each change by CONFIG SET. */
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
      // A client that asks for a single parameter gets the name back as it wrote it.
      if (named !== undefined) add(pattern, named)
      if (!/[[*?]/.test(lower)) continue
      for (const each of BY_NAME.values()) {
        if (each.parameter.access !== 'hidden' && globMatches(lower, ascii(each.name)))
          add(each.name, each)
      }
    }
    return found
  }

  set(
    changes: readonly (readonly [name: Bytes, value: Bytes])[],
    includingProtected = false,
  ): Promise<CommandError | undefined> | undefined {
    const named = this.#findAll(changes, includingProtected)
    const before = this.#valuesOf(named)
    this.#setAll(named, changes, before)
    const refused = this.#applyChanged(named, before)
    const outcome =
      refused instanceof Promise
        ? refused.then((late) => this.#undo(named, before, late))
        : this.#undo(named, before, refused)
    if (outcome instanceof CommandError) throw outcome
    return outcome
  }

  /** If the change was refused, restores the values before; returns the refusal when everything is as it was. */
  #undo(
    named: readonly Named[],
    before: readonly string[],
    refused: CommandError | undefined,
  ): Outcome {
    if (refused === undefined) return undefined
    const after = this.#valuesOf(named)
    this.#putAll(named, before)
    const applied = this.#applyChanged(named, after)
    return applied instanceof Promise ? applied.then(() => refused) : refused
  }

  /** As they are shown: Redis restores that, so an `n` next to `A` is lost. */
  #valuesOf(named: readonly Named[]): readonly string[] {
    return named.map(({ parameter }) => this.#shown(parameter))
  }

  #putAll(named: readonly Named[], values: readonly string[]): void {
    for (const [i, { parameter }] of named.entries()) this.#put(parameter, values[i]!)
  }

  /** The parameters named, in order; throws if one does not exist, must not be set, or comes twice. */
  #findAll(
    changes: readonly (readonly [name: Bytes, value: Bytes])[],
    includingProtected: boolean,
  ): readonly Named[] {
    const found: Named[] = []
    for (const [name] of changes) {
      const named = BY_NAME.get(name.toLowerCase())
      if (named === undefined) {
        throw new CommandError(
          'ERR',
          `Unknown option or number of arguments for CONFIG SET - '${untilZero(name)}'`,
        )
      }
      const { access } = named.parameter
      if (access === 'immutable' || (access === 'protected' && !includingProtected)) {
        throw failed(name, `can't set ${access} config`)
      }
      if (found.includes(named)) throw failed(name, 'duplicate parameter')
      found.push(named)
    }
    return found
  }

  /** Throws if a value is invalid, after restoring those before it. */
  #setAll(
    named: readonly Named[],
    changes: readonly (readonly [name: Bytes, value: Bytes])[],
    before: readonly string[],
  ): void {
    for (const [i, { name, parameter }] of named.entries()) {
      const value = parameter.kind(changes[i]![1], this.#current(parameter))
      if (value instanceof Refusal) {
        this.#putAll(named.slice(0, i + 1), before)
        throw failed(name, value.reason)
      }
      this.#put(parameter, value)
    }
  }

  /** Calls the functions of the parameters whose value has changed. */
  #applyChanged(named: readonly Named[], before: readonly string[]): Outcome {
    const steps = named.flatMap(({ name, parameter }, i) =>
      this.#current(parameter) === before[i]
        ? []
        : (this.#appliers.get(parameter) ?? []).map((apply) => ({ name, apply })),
    )
    return applyFrom(steps, 0)
  }

  #override(name: string, text: Bytes): void {
    const named = BY_NAME.get(name.toLowerCase())
    if (named === undefined) {
      throw new UsageError('ERR_UNKNOWN_CONFIG', `redis.conf has no parameter '${name}'.`)
    }
    const { parameter } = named
    const value = parameter.kind(text, this.#current(parameter))
    if (value instanceof Refusal) {
      throw new UsageError('ERR_CONFIG_VALUE', `'${name}' cannot be '${text}': ${value.reason}.`)
    }
    this.#put(parameter, value)
  }

  #put(parameter: Parameter, value: string): void {
    this.#values.set(parameter, value)
    LIVE[parameter.name]?.(this, ascii(value))
  }

  #current(parameter: Parameter): string {
    return this.#values.get(parameter) ?? parameter.initial
  }

  #shown(parameter: Parameter): Bytes {
    const value = this.#current(parameter)
    // Redis does not show `n` next to `A`, although it stays in force.
    const unsaid = parameter.name === 'notify-keyspace-events' && value.startsWith('A')
    return ascii(unsaid ? value.replace('n', '') : value)
  }

  #parameter(name: string): Parameter {
    const named = BY_NAME.get(name)
    if (named === undefined) throw new RangeError(`There is no parameter '${name}'`)
    return named.parameter
  }
}

/** Runs the steps in order, up to the first one that refuses. */
function applyFrom(steps: readonly Step[], first: number): Outcome {
  for (let i = first; i < steps.length; i++) {
    const { name, apply } = steps[i]!
    const reason = apply()
    if (reason instanceof Promise) {
      return reason.then((late) =>
        late === undefined ? applyFrom(steps, i + 1) : failed(name, late),
      )
    }
    if (reason !== undefined) return failed(name, reason)
  }
  return undefined
}

function failed(name: string, reason: string): CommandError {
  return new CommandError(
    'ERR',
    `CONFIG SET failed (possibly related to argument '${name}') - ${reason}`,
  )
}
