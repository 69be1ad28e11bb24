import type { Grammar } from '../generate/grammar.ts'
import type { ArgumentDocs } from '../table.ts'

/** A word of a request, and the argument of the grammar that it stands for. */
export interface Placed {
  readonly argument: ArgumentDocs
  readonly text: string
}

/** How a request reads by its command's grammar. */
export interface Reading {
  /** Every word that is no option's token, in order. */
  readonly placed: readonly Placed[]
  readonly tokens: readonly string[]
}

/** How far a request has been read. */
interface Place {
  readonly at: number
  readonly placed: readonly Placed[]
  readonly tokens: readonly string[]
}

type Then = (place: Place) => Reading | undefined

/**
 * Reads a request by its command's grammar: which word is which argument, and which options it has.
 * `undefined` where it does not follow the grammar. What a value says is not looked at, so that a bad one is
 * still found in its place.
 */
export function readRequest(grammar: Grammar, argv: readonly string[]): Reading | undefined {
  const start: Place = { at: grammar.words.length, placed: [], tokens: [] }
  // Of some commands, COMMAND DOCS tells no arguments though there are: GETKEYS, DEBUG, REPLCONF.
  if (grammar.args.length === 0 && grammar.arity < 0) return start
  return new Reader(argv).sequence(grammar.args, start, (end) =>
    end.at === argv.length ? end : undefined,
  )
}

/** Tries one way after the other, and goes back where one leads nowhere. Repeats are tried from few to many. */
class Reader {
  readonly #argv: readonly string[]

  constructor(argv: readonly string[]) {
    this.#argv = argv
  }

  sequence(args: readonly ArgumentDocs[], place: Place, then: Then): Reading | undefined {
    const [first, ...rest] = args
    if (first === undefined) return then(place)
    if (!isOption(first)) {
      return this.#argument(first, place, (next) => this.sequence(rest, next, then))
    }
    const end = args.findIndex((each) => !isOption(each))
    const options = end === -1 ? args : args.slice(0, end)
    return this.#options(options, place, (next) =>
      this.sequence(args.slice(options.length), next, then),
    )
  }

  /** Neighbouring options stand in any order. */
  #options(options: readonly ArgumentDocs[], place: Place, then: Then): Reading | undefined {
    for (const option of options) {
      const others = options.filter((each) => each !== option)
      const reading = this.#repeated(option, place, (next) => this.#options(others, next, then))
      if (reading !== undefined) return reading
    }
    return then(place)
  }

  #argument(argument: ArgumentDocs, place: Place, then: Then): Reading | undefined {
    const reading = this.#repeated(argument, place, then)
    if (reading !== undefined || !argument.flags?.includes('optional')) return reading
    return then(place)
  }

  /** Once, or as often as it takes. */
  #repeated(argument: ArgumentDocs, place: Place, then: Then): Reading | undefined {
    const flags = argument.flags ?? []
    if (!flags.includes('multiple')) return this.#once(argument, place, then)
    const againAfter = (before: Place): Then => {
      return (next) => {
        const reading = then(next)
        if (reading !== undefined || next.at === before.at) return reading
        return flags.includes('multiple_token')
          ? this.#once(argument, next, againAfter(next))
          : this.#bare(argument, next, againAfter(next))
      }
    }
    return this.#once(argument, place, againAfter(place))
  }

  /** With the token before it, if it has one. */
  #once(argument: ArgumentDocs, place: Place, then: Then): Reading | undefined {
    if (argument.token === undefined || argument.type === 'pure-token') {
      return this.#bare(argument, place, then)
    }
    const next = this.#token(argument.token, place)
    return next === undefined ? undefined : this.#bare(argument, next, then)
  }

  #bare(argument: ArgumentDocs, place: Place, then: Then): Reading | undefined {
    const parts = argument.arguments ?? []
    switch (argument.type) {
      case 'pure-token': {
        const next = this.#token(argument.token ?? '', place)
        return next === undefined ? undefined : then(next)
      }
      case 'oneof':
        return firstOf(wordsFirst(parts), (part) => this.#argument(part, place, then))
      case 'block':
        return this.#block(parts, place, then)
      default:
        return this.#value(argument, place, then)
    }
  }

  /** Within a block, what repeats repeats alike: XREAD's keys and IDs. */
  #block(parts: readonly ArgumentDocs[], place: Place, then: Then): Reading | undefined {
    const several = parts.filter((part) => part.flags?.includes('multiple'))
    if (several.length < 2) return this.sequence(parts, place, then)
    const left = this.#argv.length - place.at
    for (let times = 1; times * several.length <= left; times++) {
      const repeated = parts.flatMap((part) => {
        const { flags, ...rest } = part
        return several.includes(part) ? Array<ArgumentDocs>(times).fill(rest) : [part]
      })
      const reading = this.sequence(repeated, place, then)
      if (reading !== undefined) return reading
    }
    return undefined
  }

  #token(token: string, { at, placed, tokens }: Place): Place | undefined {
    const word = token === '""' ? '' : token
    if (this.#argv[at]?.toUpperCase() !== word.toUpperCase()) return undefined
    return { at: at + 1, placed, tokens: [...tokens, token] }
  }

  #value(argument: ArgumentDocs, { at, placed, tokens }: Place, then: Then): Reading | undefined {
    const text = this.#argv[at]
    if (text === undefined) return undefined
    return then({ at: at + 1, placed: [...placed, { argument, text }], tokens })
  }
}

function firstOf<T, R>(items: readonly T[], attempt: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = attempt(item)
    if (result !== undefined) return result
  }
  return undefined
}

/** `*` is the word of XADD's grammar before it is an ID. */
function wordsFirst(parts: readonly ArgumentDocs[]): readonly ArgumentDocs[] {
  return [...parts.filter(beginsWithToken), ...parts.filter((part) => !beginsWithToken(part))]
}

/** Optional, and known by the words that it begins with. */
export function isOption(argument: ArgumentDocs): boolean {
  return (argument.flags?.includes('optional') ?? false) && beginsWithToken(argument)
}

function beginsWithToken({ token, type, arguments: parts = [] }: ArgumentDocs): boolean {
  if (token !== undefined) return true
  if (type === 'oneof') return parts.every(beginsWithToken)
  return type === 'block' && parts[0] !== undefined && beginsWithToken(parts[0])
}
