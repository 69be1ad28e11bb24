import { ascii, type Bytes, fromUtf8 } from '@resident/bytes'
import { SeededRandom } from '@resident/keyspace'
import type { Random } from '@resident/storage'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { CommandError } from '../errors.ts'
import { globMatches } from '../glob.ts'
import { keysOf } from '../key-specs.ts'
import type { Row } from '../table.ts'
import type { FaultInForce, FaultRule, Latency, Loading } from './fault-rule.ts'
import { refusesIn, SERVER_STATES } from './server-state.ts'
import type { Strike } from './strike.ts'

const SEEDS = 2 ** 32

/** A rule in force: decides which requests it strikes, and counts them. */
export class ArmedFault implements FaultInForce {
  readonly id: number
  readonly rule: FaultRule
  met = 0
  struck = 0
  readonly #commands: readonly Bytes[] | undefined
  readonly #key: Bytes | undefined
  readonly #client: Bytes | undefined
  readonly #nth: readonly number[] | undefined
  readonly #error: CommandError | undefined
  readonly #random: Random
  readonly #since: number

  /** `since`: when it was added, in Unix milliseconds. */
  constructor(id: number, rule: FaultRule, seeds: Random, since: number) {
    this.id = id
    this.rule = rule
    this.#since = since
    this.#commands = listOf(rule.command)?.map(patternOf)
    this.#key = rule.key === undefined ? undefined : fromUtf8(rule.key)
    this.#client = rule.client === undefined ? undefined : fromUtf8(rule.client)
    this.#nth = listOf(rule.nth)
    this.#error = rule.error === undefined ? undefined : errorOf(rule.error)
    this.#random = new SeededRandom(rule.seed ?? seeds.below(SEEDS))
  }

  /** Whether the rule strikes this request. Counts it. */
  strikes(client: Client, row: Row | undefined, argv: Argv): boolean {
    const { rule } = this
    if (!this.#inTime(client.server.clock.now()) || !this.#matches(client, row, argv)) return false
    this.met++
    if (this.#nth !== undefined && !this.#nth.includes(this.met)) return false
    // Drawn in any case, so that the random numbers for the next requests do not depend on `times`.
    if (rule.probability !== undefined && this.#random.fraction() >= rule.probability) return false
    if (rule.times !== undefined && this.struck >= rule.times) return false
    this.struck++
    return true
  }

  /**
   * The time of loading that the client must see if, by this rule, the server as a whole is loading its data. A rule for
   * only some commands, keys or requests does not put the whole server into that state.
   */
  loadingFor(client: Client): Loading | undefined {
    const { state, command, key, nth, probability, times = Number.POSITIVE_INFINITY } = this.rule
    const isWhole = (command ?? key ?? nth ?? probability) === undefined
    if (state !== 'loading' || !isWhole || this.struck >= times) return undefined
    if (!this.#inTime(client.server.clock.now()) || !this.#isAbout(client)) return undefined
    return { since: this.rule.from ?? this.#since, until: this.rule.until }
  }

  /** Adds the rule's effects to those of the rules before it. */
  addTo(strike: Strike): void {
    const { latency, state, drop, partial, blackHole } = this.rule
    // The server's clock counts whole milliseconds.
    if (latency !== undefined) strike.delay += Math.round(this.#delay(latency))
    if (strike.decided) return
    if (blackHole) strike.blackHole = this.id
    else if (drop !== undefined || partial !== undefined) {
      strike.ends = true
      strike.unexecuted = drop === 'before'
      strike.kept = partial ?? 0
    } else strike.refusal = this.#error ?? (state && SERVER_STATES[state].refusal)
  }

  #inTime(now: number): boolean {
    const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = this.rule
    return now >= from && now < until
  }

  #matches(client: Client, row: Row | undefined, argv: Argv): boolean {
    const { state } = this.rule
    return (
      (this.#commands === undefined || matchesCommand(this.#commands, row, argv)) &&
      this.#isAbout(client) &&
      (this.#key === undefined || this.#matchesKey(this.#key, row, argv)) &&
      (state === undefined || (row !== undefined && refusesIn(state, client, row)))
    )
  }

  #isAbout({ name }: Client): boolean {
    return this.#client === undefined || matches(this.#client, name)
  }

  #matchesKey(pattern: Bytes, row: Row | undefined, argv: Argv): boolean {
    if (row === undefined || !row.fits(argv.length)) return false
    return keysOf(row.command, argv).some(({ index }) => matches(pattern, argv[index]!))
  }

  #delay(latency: Latency): number {
    if (typeof latency === 'number') return latency
    if ('min' in latency) {
      return latency.min + this.#random.fraction() * (latency.max - latency.min)
    }
    return Math.max(0, latency.mean + latency.deviation * standardNormal(this.#random))
  }
}

/** `CONFIG GET` as COMMAND INFO names it: `config|get`. */
function patternOf(name: string): Bytes {
  return fromUtf8(name.toLowerCase().replace(' ', '|'))
}

/** Whether a pattern matches the command's name or, for a subcommand, its container's. */
function matchesCommand(patterns: readonly Bytes[], row: Row | undefined, argv: Argv): boolean {
  const names = [row?.fullName ?? argv[0]!.toLowerCase()]
  if (row?.parent !== undefined) names.push(row.parent.fullName)
  return patterns.some((pattern) => names.some((name) => matches(pattern, ascii(name))))
}

/** As in KEYS, except that stars match the empty text, too. */
function matches(pattern: Bytes, text: Bytes): boolean {
  return text === '' ? /^\**$/.test(pattern) : globMatches(pattern, text)
}

function errorOf(text: string): CommandError {
  const [code = '', ...words] = fromUtf8(text).split(' ')
  return new CommandError(code, words.join(' '))
}

function listOf<T>(one: T | readonly T[] | undefined): readonly T[] | undefined {
  if (one === undefined) return undefined
  return Array.isArray(one) ? one : [one as T]
}

/** A draw from the standard normal distribution (Box-Muller). */
function standardNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.fraction()))
  return radius * Math.cos(2 * Math.PI * random.fraction())
}
