/** What redis-server's command line asks for. */
export type ServerWish =
  | { readonly kind: 'version' | 'help' }
  | { readonly kind: 'unsupported'; readonly option: string }
  | {
      readonly kind: 'run'
      readonly file: string | undefined
      readonly readsStdin: boolean
      /** Lines of redis.conf, made of the options. */
      readonly options: string | undefined
    }

const ALONE: Readonly<Record<string, ServerWish>> = {
  '-v': { kind: 'version' },
  '--version': { kind: 'version' },
  '-h': { kind: 'help' },
  '--help': { kind: 'help' },
  '--test-memory': { kind: 'unsupported', option: '--test-memory' },
  '--check-system': { kind: 'unsupported', option: '--check-system' },
}

/**
 * Reads the arguments after the program's name as redis-server does: a file first, if it is not an option; `-`, as the
 * first or the last, for standard input; then options, each a name and all values up to the next.
 */
export function parseArguments(argv: readonly string[]): ServerWish {
  const alone = argv[0] === undefined ? undefined : ALONE[argv[0]]
  if (alone !== undefined) return alone
  const file = argv[0]?.startsWith('-') === false ? argv[0] : undefined
  const options = new OptionLines()
  let readsStdin = false
  for (let i = file === undefined ? 0 : 1; i < argv.length; i++) {
    const word = argv[i]!
    if (word === '-' && (i === 0 || i === argv.length - 1)) readsStdin = true
    else options.add(word, argv[i + 1])
  }
  return { kind: 'run', file, readsStdin, options: options.text }
}

/** Options as lines of redis.conf. */
export class OptionLines {
  #text = ''
  #any = false
  /** The last option has no value yet: what follows is one, whatever it looks like. */
  #awaitsValue = false

  get text(): string | undefined {
    return this.#any ? this.#text : undefined
  }

  /** An option whose values are known. */
  addWhole(name: string, values: readonly string[]): void {
    this.#text += `${this.#any ? '\n' : ''}${name} ${values.map(quoted).join(' ')}`
    this.#any = true
  }

  /** The next argument; `next` is the one after it. */
  add(word: string, next: string | undefined): void {
    this.#any = true
    if (this.#awaitsValue || !word.startsWith('--')) {
      this.#text += `${quoted(word)} `
      this.#awaitsValue = false
      return
    }
    if (this.#text !== '') this.#text += '\n'
    this.#text += `${word.slice(2)} `
    // A name and its values may come as one argument.
    this.#awaitsValue = word.trim().split(/\s+/).length === 1
    if (word.toLowerCase() !== '--save' || (next !== undefined && !next.startsWith('--'))) return
    // Programs that put `--save` before an empty list mean no save points.
    this.#text += '""'
    this.#awaitsValue = false
  }
}

/** A value between quotes that redis.conf's grammar gives back as it was. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`
}
