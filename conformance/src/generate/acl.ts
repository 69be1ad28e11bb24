import type { CommandInfo } from '../table.ts'
import type { Dice } from './dice.ts'

// Users at random: rules good and bad, and then what these users may do.

const USERS = ['u', 'v', 'w']
const PATTERNS = ['a*', 'b?', '[ab]c', 'key:*', 'x', '*', '', '\\*', '\xff*', '?*']
const KEYS = ['a', 'ab', 'abc', 'b', 'bc', 'ac', 'key:1', 'x', '*', '', '\xff1', 'KEY:1', 'y']
const PASSWORDS = ['p', 'q', '', '\x00\xff', 'p w']
const HASHES = ['148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940', 'abc', '']
const CATEGORIES = (
  'keyspace read write set sortedset list hash string bitmap hyperloglog geo stream pubsub admin fast ' +
  'slow blocking dangerous connection transaction scripting'
).split(' ')
const WORDS = (
  'on off nopass resetpass allkeys resetkeys allchannels resetchannels allcommands nocommands reset ' +
  'clearselectors sanitize-payload skip-sanitize-payload'
).split(' ')
const NONSENSE = [
  'foo',
  '+',
  '-',
  '+@',
  '%',
  '%~x',
  '%RR~x',
  '(',
  ')',
  '()',
  '((',
  'on ',
  '',
  '~a b',
  '&\t',
]

/** Draws of the ACL commands that make, describe and judge users. */
export class AclDraws {
  readonly #dice: Dice
  readonly #commands: readonly CommandInfo[]
  readonly #tried: readonly CommandInfo[]

  /** `commands`: those that rules name; `tried`: those that users try. Subcommands are among them. */
  constructor(dice: Dice, commands: readonly CommandInfo[], tried: readonly CommandInfo[]) {
    this.#dice = dice
    this.#commands = commands
    this.#tried = tried
  }

  /** One request. */
  next(): readonly string[] {
    const dice = this.#dice
    const user = dice.pick(USERS)
    const kind = dice.below(100)
    if (kind < 45) return ['ACL', 'SETUSER', user, ...this.#rules()]
    if (kind < 60) return ['ACL', 'GETUSER', user]
    if (kind < 62) return ['ACL', 'LIST']
    if (kind < 64) return ['ACL', 'DELUSER', user]
    if (kind < 66) return ['ACL', 'CAT', dice.pick(CATEGORIES)]
    return ['ACL', 'DRYRUN', user, ...this.#request()]
  }

  #rules(): readonly string[] {
    return Array.from({ length: this.#dice.between(1, 6) }, () => this.#rule())
  }

  #rule(): string {
    const dice = this.#dice
    const kind = dice.below(100)
    if (kind < 8) return this.#spelt(dice.pick(WORDS))
    if (kind < 12) return `${dice.pick(['>', '<'])}${dice.pick(PASSWORDS)}`
    if (kind < 14) return `${dice.pick(['#', '!'])}${dice.pick(HASHES)}`
    if (kind < 22) return this.#selector()
    if (kind < 23) return dice.pick(NONSENSE)
    return this.#selectorRule()
  }

  #selector(): string {
    const rules = Array.from({ length: this.#dice.below(5) }, () => this.#selectorRule())
    return `(${rules.map((rule) => rule.replace(/\xff|\s/g, '')).join(' ')})`
  }

  #selectorRule(): string {
    const dice = this.#dice
    const kind = dice.below(100)
    if (kind < 4)
      return this.#spelt(dice.pick(['allkeys', 'resetkeys', 'allchannels', 'resetchannels']))
    if (kind < 8) return dice.pick(['+@all', '-@all'])
    if (kind < 22)
      return `${dice.pick(['~', '%R~', '%W~', '%RW~', '%r~', '%wr~'])}${dice.pick(PATTERNS)}`
    if (kind < 28) return `&${dice.pick(PATTERNS)}`
    if (kind < 50) return `${this.#sign()}@${this.#spelt(dice.pick(CATEGORIES))}`
    if (kind < 55)
      return `+${this.#spelt(this.#command().name)}|${dice.pick(['a', 'A', 'x', 'get', ''])}`
    return `${this.#sign()}${this.#spelt(this.#command().name)}`
  }

  #sign(): string {
    return this.#dice.pick(['+', '-'])
  }

  #spelt(word: string): string {
    return this.#dice.chance(0.1) ? word.toUpperCase() : word
  }

  #command(): CommandInfo {
    return this.#dice.pick(this.#commands)
  }

  /** A request with about as many arguments as it should have. */
  #request(): readonly string[] {
    const dice = this.#dice
    const { name, arity } = dice.pick(this.#tried)
    const words = name.split('|')
    const least = Math.abs(arity) - words.length
    const more = arity < 0 ? dice.below(4) : 0
    const count = Math.max(0, dice.chance(0.03) ? dice.below(4) : least + more)
    return [...words.map((word) => this.#spelt(word)), ...this.#arguments(count)]
  }

  #arguments(count: number): readonly string[] {
    const dice = this.#dice
    return Array.from({ length: count }, () =>
      dice.chance(0.75)
        ? dice.pick(KEYS)
        : dice.pick([
            '1',
            '2',
            '3',
            '0',
            '-1',
            'STORE',
            'GET',
            'BY',
            'STREAMS',
            'KEYS',
            'LIMIT',
            'GROUP',
            'COUNT',
          ]),
    )
  }
}
