import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RECORDED } from '../paths.ts'
import type { Dice } from './dice.ts'
import { type Intent, intentsOf } from './draw.ts'
import type { Grammar } from './grammar.ts'
import { VALUE_TYPES } from './keys.ts'
import { isRefused } from './not-drawn.ts'
import type { Chooser } from './sequence.ts'
import type { Answer } from './sequence-judge.ts'
import { generalError } from './signature.ts'

/** What every command's draws must come to, in a run of this many commands. */
const PER = 200_000
const TIMES_EACH = 50
const SUCCESS_SHARE = 0.4
/** Aimed at, so that chance does not leave a goal just short. */
const AIM = 74

/** The errors that each command gives, each with the intent that brings it about most surely. */
export type DocumentedErrors = Readonly<Record<string, Readonly<Record<string, Intent>>>>

export const ERRORS_FILE: string = join(RECORDED, 'errors.json')

export function loadDocumentedErrors(): DocumentedErrors {
  return existsSync(ERRORS_FILE)
    ? (JSON.parse(readFileSync(ERRORS_FILE, 'utf8')) as DocumentedErrors)
    : {}
}

/** What one command's draws have come to. */
export class Tally {
  draws = 0
  successes = 0
  readonly options: Map<string, number> = new Map()
  readonly types: Map<string, number> = new Map()
  readonly errors: Map<string, number> = new Map()
  /** How often each intent was drawn, and how often it brought each error. */
  readonly intents: Map<Intent, number> = new Map()
  readonly errorsByIntent: Map<string, Map<Intent, number>> = new Map()

  add({ draw, type, reply }: Answer): void {
    this.draws++
    count(this.intents, draw.intent)
    for (const token of draw.tokens) count(this.options, token)
    if (type !== undefined) count(this.types, type)
    if (reply.type !== 'error') {
      this.successes++
      return
    }
    const text = generalError(reply.text)
    count(this.errors, text)
    const byIntent = this.errorsByIntent.get(text) ?? new Map<Intent, number>()
    count(byIntent, draw.intent)
    this.errorsByIntent.set(text, byIntent)
  }

  get successShare(): number {
    return this.draws === 0 ? 0 : this.successes / this.draws
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Something that must be drawn often enough: an option, an error, a type of existing key. */
interface Goal {
  readonly name: string
  readonly intent: Intent
  readonly reached: number
}

/**
 * Keeps account of what was drawn, and chooses what to draw next so that every command succeeds often and
 * every option, documented error and type of key is met often enough.
 */
export class Reach implements Chooser {
  readonly tallies: Map<string, Tally> = new Map()
  #drawn = 0
  readonly #dice: Dice
  readonly #grammars: readonly Grammar[]
  readonly #documented: DocumentedErrors | undefined
  #bag: Grammar[] = []

  /** Without documented errors, draws for everything alike, to find out which there are. */
  constructor(dice: Dice, grammars: readonly Grammar[], documented?: DocumentedErrors) {
    this.#dice = dice
    this.#grammars = grammars
    this.#documented = documented
    for (const { name } of grammars) this.tallies.set(name, new Tally())
  }

  get drawn(): number {
    return this.#drawn
  }

  add(answer: Answer): void {
    const tally = this.tallies.get(answer.draw.command)
    if (tally === undefined) return
    this.#drawn++
    tally.add(answer)
  }

  next(): readonly [Grammar, Intent] {
    if (this.#bag.length === 0) this.#refill()
    const grammar = this.#bag.pop() as Grammar
    return [grammar, this.#intent(grammar)]
  }

  /** Where the account falls short: one line each. */
  shortfalls(): string[] {
    const times = Math.floor((TIMES_EACH * this.#drawn) / PER)
    const lines: string[] = []
    for (const grammar of this.#grammars) {
      const tally = this.#tally(grammar)
      if (tally.successShare < SUCCESS_SHARE && !isRefused(grammar.name)) {
        const share = Math.round(100 * tally.successShare)
        lines.push(`${grammar.name}: ${share} % of ${tally.draws} draws succeed`)
      }
      for (const { name, reached } of this.#goals(grammar)) {
        if (reached < times)
          lines.push(`${grammar.name}: ${name} drawn ${reached} times, not ${times}`)
      }
    }
    return lines
  }

  /** Commands whose goals lag behind get more draws. */
  #refill(): void {
    for (const grammar of this.#grammars) {
      const weight = 1 + this.#missing(grammar).length
      for (let i = 0; i < weight; i++) this.#bag.push(grammar)
    }
    this.#dice.shuffle(this.#bag)
  }

  #intent(grammar: Grammar): Intent {
    if (this.#documented === undefined) return this.#explore(grammar)
    const tally = this.#tally(grammar)
    const shy =
      tally.draws > 10 && tally.successShare < SUCCESS_SHARE + 0.04 && !isRefused(grammar.name)
    if (this.#dice.chance(shy ? 0.9 : 0.45)) return 'good'
    const missing = this.#missing(grammar)
    if (missing.length > 0) {
      const [one, other] = [this.#dice.pick(missing), this.#dice.pick(missing)]
      return one.reached < other.reached ? one.intent : other.intent
    }
    return this.#dice.chance(0.5) ? 'good' : this.#dice.pick(intentsOf(grammar))
  }

  /** Goals that are less far than the run is. */
  #missing(grammar: Grammar): Goal[] {
    const pace = 2 + (AIM * this.#drawn) / PER
    return this.#goals(grammar).filter(({ reached }) => reached < pace)
  }

  #explore(grammar: Grammar): Intent {
    return this.#dice.chance(0.3) ? 'good' : this.#dice.pick(intentsOf(grammar))
  }

  #goals(grammar: Grammar): Goal[] {
    const tally = this.#tally(grammar)
    const goals: Goal[] = grammar.tokens.map((token) => ({
      name: `option ${token}`,
      intent: `option:${token}`,
      reached: tally.options.get(token) ?? 0,
    }))
    for (const type of grammar.hasKey ? VALUE_TYPES : []) {
      goals.push({
        name: `key of type ${type}`,
        intent: `type:${type}`,
        reached: tally.types.get(type) ?? 0,
      })
    }
    for (const [text, intent] of Object.entries(this.#documented?.[grammar.name] ?? {})) {
      goals.push({ name: `error "${text}"`, intent, reached: tally.errors.get(text) ?? 0 })
    }
    return goals
  }

  #tally({ name }: Grammar): Tally {
    return this.tallies.get(name) as Tally
  }
}

/** An error belongs to a command's documented ones if some intent brings it this often. */
const SURE_ENOUGH = 0.3
const DRAWS_ENOUGH = 40

/** The errors that a run has met often enough to be demanded of every run. */
export function documentErrors(reach: Reach): DocumentedErrors {
  const documented: Record<string, Record<string, Intent>> = {}
  for (const [name, tally] of [...reach.tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const errors: Record<string, Intent> = {}
    for (const [text, byIntent] of [...tally.errorsByIntent].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [intent, share] = surest(byIntent, tally.intents)
      if (share >= SURE_ENOUGH) errors[text] = intent
    }
    if (Object.keys(errors).length > 0) documented[name] = errors
  }
  return documented
}

function surest(byIntent: Map<Intent, number>, drawn: Map<Intent, number>): [Intent, number] {
  let best: [Intent, number] = ['good', 0]
  for (const [intent, times] of byIntent) {
    const of = drawn.get(intent) ?? 0
    if (of >= DRAWS_ENOUGH && times / of > best[1]) best = [intent, times / of]
  }
  return best
}
