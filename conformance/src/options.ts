import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** What a program of this package may be told: whether a value follows, and what is made of it. */
export interface Option<T> {
  readonly type: 'boolean' | 'string'
  /** `undefined`: the option is not there. Throws where the value makes no sense. */
  readonly read: (given: string | undefined) => T
}

export const flag: Option<boolean> = { type: 'boolean', read: (given) => given !== undefined }

export const text: Option<string | undefined> = { type: 'string', read: (given) => given }

/** Of names, with commas between them, in lower case. */
export const names: Option<readonly string[] | undefined> = {
  type: 'string',
  read: (given) => given?.toLowerCase().split(','),
}

/** What chance starts from: where nobody says, the time. */
export const seed: Option<number> = number(Date.now() % 1_000_000)

/** The redis-server to compare with, which `findRedisServer` then finds. */
export const oracle: Option<void> = {
  type: 'string',
  read: (given) => {
    if (given === undefined) return
    if (!existsSync(given)) throw new Error(`there is no ${given}`)
    process.env.REDIS_SERVER = given
  },
}

/** At least 1: of nothing drawn, nothing could fail. */
export function count(usual: number): Option<number> {
  return number(usual, 1)
}

export function number(usual: number, least = 0): Option<number> {
  return {
    type: 'string',
    read: (given = String(usual)) => {
      const value = given.trim() === '' ? Number.NaN : Number(given)
      if (Number.isSafeInteger(value) && value >= least) return value
      throw new Error(`'${given}' is not a whole number, ${least} or more`)
    },
  }
}

/** One of these words, usually the first. */
export function oneOf<const T extends string>(...words: readonly [T, ...T[]]): Option<T> {
  return {
    type: 'string',
    read: (given = words[0]) => {
      const word = words.find((each) => each === given)
      if (word !== undefined) return word
      throw new Error(`'${given}' is none of ${words.join(', ')}`)
    },
  }
}

type Options = Readonly<Record<string, Option<unknown>>>

/** What an option was read to, by its name. */
export type Values<O extends Options> = { readonly [Name in keyof O]: ReturnType<O[Name]['read']> }

export interface CommandLine<O extends Options> {
  readonly values: Values<O>
  /** What stands there besides options. */
  readonly words: readonly string[]
}

/**
 * Reads this process's command line. `--help` prints the usage and ends the process; so does, with exit code 2, what the
 * program does not know.
 */
export function readOptions<O extends Options>(usage: string, options: O): Values<O> {
  const { values, words } = readOptionsAndWords(usage, options)
  if (words.length > 0) refuse(usage, `'${words[0]}' is not an option`)
  return values
}

/** As `readOptions`, where names or files may stand besides the options. */
export function readOptionsAndWords<O extends Options>(usage: string, options: O): CommandLine<O> {
  let line: CommandLine<O> | 'help'
  try {
    line = parseCommandLine(process.argv.slice(2), options)
  } catch (error) {
    refuse(usage, (error as Error).message)
  }
  if (line !== 'help') return line
  console.log(usage)
  process.exit()
}

/** Ends the process, since what it was told makes no sense. */
export function refuse(usage: string, reason: string): never {
  // Node goes on about words that begin with a dash.
  console.error(`${reason.split('. To specify')[0]}\n\n${usage}`)
  process.exit(2)
}

/** Throws for what makes no sense. */
export function parseCommandLine<O extends Options>(
  argv: readonly string[],
  options: O,
): CommandLine<O> | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { ...options, help: { type: 'boolean', short: 'h' } },
  })
  const given: Readonly<Record<string, unknown>> = values
  return given.help === true ? 'help' : { values: readValues(given, options), words: positionals }
}

function readValues<O extends Options>(
  given: Readonly<Record<string, unknown>>,
  options: O,
): Values<O> {
  const read = Object.entries(options).map(([name, option]) => {
    try {
      const value = given[name]
      return [name, option.read(value === undefined ? undefined : String(value))]
    } catch (error) {
      throw new Error(`--${name}: ${(error as Error).message}`)
    }
  })
  return Object.fromEntries(read) as Values<O>
}
