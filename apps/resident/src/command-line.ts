import { type EnginePreset, PRESETS } from '@resident/embedded'
import { OptionLines } from './redis-server/arguments.ts'
import { version } from './version.ts'

export const USAGE = `Usage: resident serve [redis.conf] [options]

Serves a Redis from this process, until it is interrupted.

  --port N           TCP port. Without it 6379, or a free one where that is taken. 0: any free one
  --bind ADDRESS     address to listen on (127.0.0.1)
  --engine NAME      who holds the values: btree (default) or map
  --requirepass PW   ask clients for this password
  --unixsocket PATH  listen on a unix socket as well
  --dir FOLDER       where the data are: they are loaded from there, and SAVE saves them
  --dbfilename NAME  … and in which file (dump.rdb)
  --NAME VALUE ...   any other parameter of redis.conf, by its name there
  -h, --help         this text
  -v, --version      the version

Examples:
  resident serve
  resident serve --port 7000 --engine map
  resident serve --requirepass s3cret --maxmemory-policy allkeys-lru
  resident serve ./redis.conf --port 0
  resident serve --dir ./data --save 60 1

Programs that start redis-server can start resident-server in its place: the same command line.
`

/** The command line made no sense; `USAGE` says what would. */
export class WrongUsage extends Error {}

export interface ServeWish {
  readonly kind: 'serve'
  /** A redis.conf. */
  readonly file: string | undefined
  /** `undefined`: nobody asked for one. */
  readonly port: number | undefined
  readonly hosts: readonly string[] | undefined
  readonly engine: EnginePreset
  /** Lines of redis.conf, made of the other options. */
  readonly options: string | undefined
}

export type Wish = ServeWish | { readonly kind: 'text'; readonly text: string }

/** An option, and the values behind it. */
type Option = [name: string, ...values: string[]]

/** What the user wants, from the arguments behind the program's name. Throws WrongUsage. */
export function parseCommandLine(argv: readonly string[]): Wish {
  const { words, options } = split(argv)
  if (options.some(([name]) => name === 'help')) return { kind: 'text', text: USAGE }
  if (options.some(([name]) => name === 'version')) return { kind: 'text', text: `${version()}\n` }
  if (words.length === 0 && options.length === 0) return { kind: 'text', text: USAGE }
  if (words[0] !== 'serve' || words.length > 2) {
    throw new WrongUsage(words.length === 0 ? 'say what to do' : `cannot '${words.join(' ')}'`)
  }
  const naked = options.find(([, ...values]) => values.length === 0)
  if (naked !== undefined) throw new WrongUsage(`--${naked[0]} needs a value`)
  return serveWish(words[1], options)
}

/** Words before the first option, and the options with what follows each. */
function split(argv: readonly string[]): { words: string[]; options: Option[] } {
  const words: string[] = []
  const options: Option[] = []
  for (const word of argv) {
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(word)
    if (word === '-h') options.push(['help'])
    else if (word === '-v') options.push(['version'])
    else if (long !== null) options.push(long[2] === undefined ? [long[1]!] : [long[1]!, long[2]])
    else (options.at(-1) ?? words).push(word)
  }
  return { words, options }
}

function serveWish(file: string | undefined, options: readonly Option[]): ServeWish {
  const last = (name: string): readonly string[] | undefined =>
    options.findLast((option) => option[0] === name)?.slice(1)
  const port = last('port')?.join(' ')
  const engine = last('engine')?.join(' ') ?? 'btree'
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    throw new WrongUsage(`'${port}' is no port`)
  }
  if (!(engine in PRESETS)) {
    throw new WrongUsage(`there is no engine '${engine}': ${Object.keys(PRESETS).join(' or ')}`)
  }
  return {
    kind: 'serve',
    file,
    port: port === undefined ? undefined : Number(port),
    hosts: last('bind'),
    engine: engine as EnginePreset,
    options: linesOf(options.filter(([name]) => !['port', 'bind', 'engine'].includes(name))),
  }
}

function linesOf(options: readonly Option[]): string | undefined {
  const lines = new OptionLines()
  for (const [name, ...values] of options) lines.addWhole(name, values)
  return lines.text
}
