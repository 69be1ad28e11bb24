import { type EnginePreset, PRESETS } from '@resident/embedded'
import { OptionLines } from './redis-server/arguments.ts'
import { USAGE, type Verb } from './usage.ts'
import { version } from './version.ts'

/** The command line made no sense; `verb` is the command whose help says what would. */
export class WrongUsage extends Error {
  readonly verb: Verb | 'all'

  constructor(message: string, verb: Verb | 'all') {
    super(message)
    this.verb = verb
  }
}

/** What a server is to be like. */
export interface ServerWish {
  /** A redis.conf. */
  readonly file: string | undefined
  /** `undefined`: nobody asked for one. */
  readonly port: number | undefined
  readonly hosts: readonly string[] | undefined
  readonly engine: EnginePreset
  readonly control: boolean
  /** Where its data are to be. */
  readonly dir: string | undefined
  /** Lines of redis.conf, made of the other options. */
  readonly options: string | undefined
}

export interface ServeWish extends ServerWish {
  readonly kind: 'serve'
}

export interface RunWish extends ServerWish {
  readonly kind: 'run'
  /** The program and its arguments. */
  readonly program: readonly string[]
  /** The variable that its URL goes to. */
  readonly env: string
  /** A file whose data the server begins with. */
  readonly load: string | undefined
}

export interface MonitorWish {
  readonly kind: 'monitor'
  readonly url: string | undefined
}

export interface TransferWish {
  readonly kind: 'dump' | 'load'
  readonly file: string
  readonly url: string | undefined
  /** Delete what the server has first. */
  readonly flush: boolean
}

export type Wish =
  | ServeWish
  | RunWish
  | MonitorWish
  | TransferWish
  | { readonly kind: 'text'; readonly text: string }

/** An option, and the values after it. */
type Option = [name: string, ...values: string[]]

/** Options without values. */
const SWITCHES: ReadonlySet<string> = new Set(['control', 'flush'])

/** What the user asks for with the arguments after the program's name. Throws WrongUsage. */
export function parseCommandLine(argv: readonly string[]): Wish {
  const [first, ...rest] = argv
  if (first === undefined || first === '--help' || first === '-h') return text(USAGE.all)
  if (first === 'help') return parseCommandLine([...rest, '--help'])
  if (first === '--version' || first === '-v') return text(`${version()}\n`)
  if (!isVerb(first)) {
    throw new WrongUsage(
      first.startsWith('-')
        ? 'say what to do: serve, run, monitor, dump or load'
        : `there is no command '${first}'`,
      'all',
    )
  }
  const { own, program } = apart(first, rest)
  const { words, options } = split(own)
  if (options.some(([name]) => name === 'help')) return text(USAGE[first])
  if (options.some(([name]) => name === 'version')) return text(`${version()}\n`)
  return WISHES[first]({ words, options, program })
}

/** The program is what follows `--`; without that, everything that follows `run`, unless it begins with an option of ours. */
function apart(
  verb: Verb,
  argv: readonly string[],
): Pick<Given, 'program'> & { own: readonly string[] } {
  const end = argv.indexOf('--')
  if (end !== -1) return { own: argv.slice(0, end), program: argv.slice(end + 1) }
  const isProgram = verb === 'run' && argv[0]?.startsWith('-') === false
  return isProgram ? { own: [], program: argv } : { own: argv, program: undefined }
}

/** The arguments of a command: words before the first option, options, and what follows `--`. */
interface Given {
  readonly words: readonly string[]
  readonly options: readonly Option[]
  readonly program: readonly string[] | undefined
}

const WISHES: Readonly<Record<Verb, (given: Given) => Wish>> = {
  serve: (given) => {
    refuse('serve', given, 1)
    checkValues('serve', given.options)
    return { kind: 'serve', ...serverWish('serve', given.words[0], given.options) }
  },

  run({ words, options, program = [] }) {
    if (program.length === 0 || words.length > 1) {
      throw new WrongUsage('say which program to run: resident run -- npm test', 'run')
    }
    checkValues('run', options)
    const server = options.filter(([name]) => !OF_RUN.has(name))
    return {
      kind: 'run',
      ...serverWish('run', words[0], server),
      program,
      env: last(options, 'env')?.[0] ?? 'REDIS_URL',
      load: last(options, 'load')?.[0],
    }
  },

  monitor(given) {
    refuse('monitor', given, 1, [])
    return { kind: 'monitor', url: given.words[0] }
  },

  dump: (given) => transferWish('dump', given),
  load: (given) => transferWish('load', given),
}

function transferWish(kind: 'dump' | 'load', given: Given): TransferWish {
  refuse(kind, given, 2, kind === 'load' ? ['flush'] : [])
  const [file, url] = given.words
  if (file === undefined) throw new WrongUsage('say which file', kind)
  return { kind, file, url, flush: given.options.length > 0 }
}

/** More words than so many, and options that are not among these. */
function refuse(verb: Verb, given: Given, most: number, known?: readonly string[]): void {
  const { words, options, program } = given
  if (words.length > most || program !== undefined) {
    throw new WrongUsage(`too many arguments: ${[...words, ...(program ?? [])].join(' ')}`, verb)
  }
  const unknown = options.find(([name]) => known?.includes(name) === false)
  if (unknown !== undefined) throw new WrongUsage(`there is no --${unknown[0]}`, verb)
}

function checkValues(verb: Verb, options: readonly Option[]): void {
  const naked = options.find(([name, ...values]) => values.length === 0 && !SWITCHES.has(name))
  if (naked === undefined) return
  const doubt = OURS.has(naked[0]) || OF_RUN.has(naked[0]) ? '' : ', if there is such a parameter'
  throw new WrongUsage(`--${naked[0]} needs a value${doubt}`, verb)
}

/** Words before the first option or after one without values, and the options with what follows each. */
function split(argv: readonly string[]): { words: string[]; options: Option[] } {
  const words: string[] = []
  const options: Option[] = []
  for (const word of argv) {
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(word)
    if (word === '-h') options.push(['help'])
    else if (word === '-v') options.push(['version'])
    else if (long !== null) options.push(long[2] === undefined ? [long[1]!] : [long[1]!, long[2]])
    else {
      const option = options.at(-1)
      if (option === undefined || SWITCHES.has(option[0])) words.push(word)
      else option.push(word)
    }
  }
  return { words, options }
}

function serverWish(verb: Verb, file: string | undefined, options: readonly Option[]): ServerWish {
  const port = last(options, 'port')?.join(' ')
  const engine = last(options, 'engine')?.join(' ') ?? 'btree'
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    throw new WrongUsage(`'${port}' is no port`, verb)
  }
  if (!(engine in PRESETS)) {
    const known = Object.keys(PRESETS).join(' or ')
    throw new WrongUsage(`there is no engine '${engine}': ${known}`, verb)
  }
  return {
    file,
    port: port === undefined ? undefined : Number(port),
    hosts: last(options, 'bind'),
    engine: engine as EnginePreset,
    control: last(options, 'control') !== undefined,
    dir: last(options, 'dir')?.join(' '),
    options: linesOf(options.filter(([name]) => !OURS.has(name))),
  }
}

/** Options that are no parameters of redis.conf, or mean another thing here. */
const OURS: ReadonlySet<string> = new Set(['port', 'bind', 'engine', 'control'])

/** Options of `run` alone. */
const OF_RUN: ReadonlySet<string> = new Set(['env', 'load'])

function last(options: readonly Option[], name: string): readonly string[] | undefined {
  return options.findLast((option) => option[0] === name)?.slice(1)
}

function linesOf(options: readonly Option[]): string | undefined {
  const lines = new OptionLines()
  for (const [name, ...values] of options) lines.addWhole(name, values)
  return lines.text
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(WISHES, word)
}

function text(text: string): Wish {
  return { kind: 'text', text }
}
