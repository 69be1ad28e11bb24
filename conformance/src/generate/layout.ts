import type { ArgumentDocs } from '../table.ts'
import type { Dice } from './dice.ts'
import { type Grammar, tokensIn } from './grammar.ts'
import { hintFor } from './hints.ts'

/** A place in argv: a word that is fixed, or an argument to be filled in. */
export type Slot = { readonly word: string } | { readonly argument: ArgumentDocs }

const USUAL_CHANCE = 0.3
const USUAL_MOST = 3

export interface LayoutOptions {
  /** A token that must be there. */
  readonly force?: string
  /** How likely optional parts are, whatever the hints say: to make options meet that exclude each other. */
  readonly crowd?: number
}

/** Chooses which optional parts, alternatives and repetitions a command is drawn with. */
export class Layout {
  readonly slots: Slot[] = []
  readonly tokens: Set<string> = new Set()
  readonly #dice: Dice
  readonly #grammar: Grammar
  readonly #options: LayoutOptions
  /** How many keys the last repeated key got: WEIGHTS wants as many. */
  #keys = 1

  constructor(dice: Dice, grammar: Grammar, options: LayoutOptions = {}) {
    this.#dice = dice
    this.#grammar = grammar
    this.#options = options
    for (const word of grammar.words) this.slots.push({ word })
    for (const argument of this.#inSomeOrder(grammar.args)) this.#argument(argument)
  }

  /** Redis takes options in any order, so neighbours that are options may swap. */
  #inSomeOrder(args: readonly ArgumentDocs[]): readonly ArgumentDocs[] {
    if (!this.#dice.chance(0.3)) return args
    const firstOption = args.findIndex(isOption)
    if (firstOption === -1 || !args.slice(firstOption).every(isOption)) return args
    return [...args.slice(0, firstOption), ...this.#dice.shuffle(args.slice(firstOption))]
  }

  #argument(argument: ArgumentDocs, repeats?: number): void {
    const flags = argument.flags ?? []
    if (flags.includes('optional') && !this.#wanted(argument)) return
    const times = flags.includes('multiple') ? (repeats ?? this.#repeats(argument)) : 1
    const everyTime = flags.includes('multiple_token')
    for (let i = 0; i < times; i++) {
      if (
        argument.token !== undefined &&
        argument.type !== 'pure-token' &&
        (i === 0 || everyTime)
      ) {
        this.#token(argument.token)
      }
      this.#once(argument)
    }
  }

  #once(argument: ArgumentDocs): void {
    const parts = argument.arguments ?? []
    if (argument.type === 'pure-token') this.#token(argument.token ?? '')
    else if (argument.type === 'oneof') this.#argument(this.#alternative(parts))
    else if (argument.type === 'block') this.#block(parts)
    else this.slots.push({ argument })
  }

  /** Within a block, what repeats repeats alike: XREAD's keys and IDs. */
  #block(parts: readonly ArgumentDocs[]): void {
    const several = parts.filter((part) => part.flags?.includes('multiple'))
    const repeats = several.length > 1 ? this.#dice.between(1, 2) : undefined
    for (const part of parts) this.#argument(part, repeats)
  }

  #wanted(argument: ArgumentDocs): boolean {
    const { force, crowd } = this.#options
    if (force !== undefined && tokensIn(argument).includes(force)) return true
    const chance = this.#chanceOf(argument)
    return chance === 1 || this.#dice.chance(crowd ?? chance ?? USUAL_CHANCE)
  }

  #chanceOf(argument: ArgumentDocs): number | undefined {
    const chance = hintFor(this.#grammar.name).chance ?? {}
    return chance[argument.name] ?? chance[argument.token ?? '']
  }

  #alternative(parts: readonly ArgumentDocs[]): ArgumentDocs {
    const { force } = this.#options
    const forced = parts.find((part) => force !== undefined && tokensIn(part).includes(force))
    if (forced !== undefined) return forced
    const part = this.#dice.pick(parts)
    const chance = this.#chanceOf(part)
    return chance === undefined || this.#dice.chance(chance * parts.length)
      ? part
      : this.#dice.pick(parts.filter((each) => each !== part))
  }

  #repeats(argument: ArgumentDocs): number {
    if (argument.name === 'weight') return this.#keys
    const most = hintFor(this.#grammar.name).most?.[argument.name] ?? USUAL_MOST
    const times = this.#dice.chance(0.5) ? 1 : this.#dice.between(1, most)
    if (argument.type === 'key') this.#keys = times
    return times
  }

  #token(token: string): void {
    this.tokens.add(token)
    this.slots.push({ word: token === '""' ? '' : token })
  }
}

function isOption({ flags, token, type, arguments: parts }: ArgumentDocs): boolean {
  if (!flags?.includes('optional')) return false
  if (token !== undefined || type === 'pure-token') return true
  return type === 'oneof' && (parts ?? []).every((part) => part.token !== undefined)
}
