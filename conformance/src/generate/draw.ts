import { ruleFor } from '../normalise/rules.ts'
import type { ArgumentDocs } from '../table.ts'
import type { Dice } from './dice.ts'
import type { Grammar } from './grammar.ts'
import { hintFor, kindFor } from './hints.ts'
import { isSortedSet, type KeyKind, KINDS_OF_TYPE, keyOf, spareOf } from './keys.ts'
import { Layout, type Slot } from './layout.ts'
import { isIdleTime } from './oracle-faults.ts'
import type { Payloads } from './payloads.ts'
import { badPool, goodPool, type Pool } from './values.ts'

/**
 * What a command is drawn for: to succeed (`good`), with an option (`option:NX`), at a key of a type
 * (`type:hash`), with a bad argument (`bad:count`), the wrong number of them (`arity`), options that exclude each
 * other (`options`), or words where none belong (`syntax`).
 */
export type Intent = string

/** One drawn command, and what goes with it. */
export interface Draw {
  /** By COMMAND INFO's name; of what only prepares, `setup`. */
  readonly command: string
  readonly intent: Intent
  readonly argv: readonly string[]
  readonly tokens: readonly string[]
  /** Its first key, where it has one. */
  readonly key: string | undefined
  /** Between MULTI and EXEC. */
  readonly queued: boolean
  /** Calls the request, which is handed to it as ARGV. */
  readonly script?: string
  /** Of a MULTI: the requests that follow it, EXEC or DISCARD the last. */
  readonly inner?: readonly (readonly string[])[]
}

/** Why a request is sent: as drawn, around or after it, or to learn about its key beforehand. */
type Role = 'main' | 'frame' | 'type' | 'encoding'

export interface Request {
  readonly argv: readonly string[]
  readonly role: Role
  /** What the reply is the reply of, where that is not the request itself: a script's call. */
  readonly call?: readonly string[]
}

/** What must be known of the draw's key beforehand to judge the replies. */
export function questionsOf({ key, argv }: Draw): Request[] {
  if (key === undefined) return []
  const type: Request = { argv: ['TYPE', key], role: 'type' }
  const hangsOnEncoding = ruleFor(argv)?.only !== undefined || isIdleTime(argv)
  return hangsOnEncoding ? [type, { argv: ['OBJECT', 'ENCODING', key], role: 'encoding' }] : [type]
}

/** All requests of a draw, in order. */
export function requestsOf(draw: Draw): Request[] {
  const requests: Request[] = []
  const { argv } = draw
  if (draw.queued) requests.push({ argv: ['MULTI'], role: 'frame' })
  const { script } = draw
  if (script === undefined) requests.push({ argv, role: 'main' })
  else requests.push({ argv: ['EVAL', script, '0', ...argv], role: 'main', call: argv })
  if (draw.queued) requests.push({ argv: ['EXEC'], role: 'frame' })
  for (const inner of draw.inner ?? []) requests.push({ argv: inner, role: 'frame' })
  return requests
}

/** What a command may be drawn for. */
export function intentsOf(grammar: Grammar): Intent[] {
  const intents = ['arity', ...grammar.tokens.map((token) => `option:${token}`)]
  if (grammar.hasKey) intents.push(...Object.keys(KINDS_OF_TYPE).map((type) => `type:${type}`))
  const names = new Set(grammar.args.flatMap(valueNames))
  intents.push(...[...names].map((name) => `bad:${name}`))
  if (grammar.args.some(({ flags }) => flags?.includes('optional')))
    intents.push('syntax', 'options')
  return intents
}

function valueNames(argument: ArgumentDocs): string[] {
  if (argument.arguments !== undefined) return argument.arguments.flatMap(valueNames)
  return ['key', 'pure-token'].includes(argument.type) ? [] : [argument.name]
}

/** Draws commands from their grammars. */
export class Drawer {
  readonly #dice: Dice
  readonly #payloads: Payloads

  constructor(dice: Dice, payloads: Payloads) {
    this.#dice = dice
    this.#payloads = payloads
  }

  draw(grammar: Grammar, intent: Intent): Draw {
    const [sort, what] = splitIntent(intent)
    const options = sort === 'option' ? { force: what } : sort === 'options' ? { crowd: 0.7 } : {}
    const layout = this.#layout(grammar, options, sort === 'bad' ? what : undefined)
    let key: string | undefined
    const argv = layout.slots.map((slot, i) => {
      if ('word' in slot) return i === 0 ? this.#cased(slot.word) : this.#option(slot.word)
      if (slot.argument.type === 'key') {
        const kind = kindFor(grammar, slot.argument, layout.tokens)
        const name = this.#key(kind, intent, key === undefined)
        key ??= name
        return name
      }
      return this.#value(grammar, slot.argument, layout, i, sort === 'bad' ? what : '')
    })
    if (sort === 'arity') this.#spoilArity(argv, grammar)
    if (sort === 'syntax') this.#spoilSyntax(argv, grammar)
    const { queued = false, also } = hintFor(grammar.name)
    if (also !== undefined) argv.push(...also(argv))
    return { command: grammar.name, intent, argv, tokens: [...layout.tokens], key, queued }
  }

  /** Where an argument is to be bad, one that has it. */
  #layout(
    grammar: Grammar,
    options: { force?: string; crowd?: number },
    needs: string | undefined,
  ): Layout {
    let layout = new Layout(this.#dice, grammar, options)
    for (
      let tries = 0;
      needs !== undefined && tries < 20 && !hasValue(layout.slots, needs);
      tries++
    ) {
      layout = new Layout(this.#dice, grammar, { crowd: 0.5 })
    }
    return layout
  }

  #cased(word: string): string {
    return this.#dice.chance(0.1) ? word.toLowerCase() : word
  }

  #option(word: string): string {
    return this.#dice.chance(0.15) ? word.toLowerCase() : word
  }

  #key(kind: KeyKind | 'any', intent: Intent, first: boolean): string {
    const dice = this.#dice
    const [sort, type] = splitIntent(intent)
    if (first && sort === 'type') {
      return kind === 'spare'
        ? spareOf(type)
        : this.#other(dice.pick(KINDS_OF_TYPE[type] ?? []), kind)
    }
    // An error is as good at a key of any type: so the types are reached without spending successes.
    const careless = ['arity', 'syntax', 'options', 'bad'].includes(sort)
    if (careless && dice.chance(0.35)) return this.#other('any', kind)
    if (dice.chance(0.08)) return keyOf(dice, kind === 'lex' ? 'nolex' : 'missing')
    return dice.chance(0.03) ? this.#other('any', kind) : keyOf(dice, kind)
  }

  /** A key of another kind than the command wants, where that leaves the well-known keys what they are. */
  #other(other: KeyKind | 'any', kind: KeyKind | 'any'): string {
    const name = keyOf(this.#dice, kind === 'spare' ? 'spare' : other)
    return kind === 'lex' && isSortedSet(name) ? keyOf(this.#dice, 'lex') : name
  }

  #value(
    grammar: Grammar,
    argument: ArgumentDocs,
    layout: Layout,
    at: number,
    bad: string,
  ): string {
    const { name } = argument
    if (name === bad && this.#dice.chance(0.8)) {
      const pool = hintFor(grammar.name).bad?.[name] ?? badPool(argument)
      return pool(this.#dice, layout.tokens)
    }
    if (name === 'numkeys') return String(keysAfter(layout.slots, at))
    if (name === 'serialized-value') {
      const { values, libraries } = this.#payloads
      return this.#dice.pick(grammar.name === 'function|restore' ? libraries : values)
    }
    const pool: Pool = hintFor(grammar.name).values?.[name] ?? goodPool(argument)
    return pool(this.#dice, layout.tokens)
  }

  #spoilArity(argv: string[], { arity, words }: Grammar): void {
    const least = Math.abs(arity)
    if (arity > 0 && this.#dice.chance(0.5)) argv.push('extra')
    else if (least > words.length) argv.splice(this.#dice.between(words.length, least - 1))
    else argv.push('extra')
  }

  #spoilSyntax(argv: string[], { arity }: Grammar): void {
    const least = Math.abs(arity)
    switch (this.#dice.below(4)) {
      case 0:
        if (argv.length > least) argv.pop()
        else argv.push('BOGUS')
        return
      case 1:
        argv.splice(this.#dice.between(Math.min(least, argv.length), argv.length), 0, 'BOGUS')
        return
      case 2:
        argv.push(this.#dice.pick(argv))
        return
      default:
        argv.push('BOGUS')
    }
  }
}

function splitIntent(intent: Intent): [sort: string, what: string] {
  const colon = intent.indexOf(':')
  return colon === -1 ? [intent, ''] : [intent.slice(0, colon), intent.slice(colon + 1)]
}

function hasValue(slots: readonly Slot[], name: string): boolean {
  return slots.some((slot) => 'argument' in slot && slot.argument.name === name)
}

function keysAfter(slots: readonly Slot[], at: number): number {
  let end = at + 1
  for (let slot = slots[end]; slot !== undefined && 'argument' in slot; slot = slots[++end]) {
    if (slot.argument.type !== 'key') break
  }
  return end - at - 1
}
