import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type EnginePreset, PRESETS } from '@resident/embedded'

export const USAGE = `Usage: resident serve [options]

Serves a Redis from this process, until it is interrupted.

  --port N           TCP port. Without it 6379, or a free one where that is taken. 0: any free one
  --bind ADDRESS     address to listen on (127.0.0.1)
  --engine NAME      who holds the values: btree (default) or map
  --requirepass PW   ask clients for this password
  --NAME VALUE       any other parameter of redis.conf, by its name there
  -h, --help         this text
  -v, --version      the version

Examples:
  resident serve
  resident serve --port 7000 --engine map
  resident serve --requirepass s3cret --maxmemory-policy allkeys-lru
`

/** The command line made no sense; `USAGE` says what would. */
export class WrongUsage extends Error {}

export interface ServeWish {
  readonly kind: 'serve'
  /** `undefined`: nobody asked for one. */
  readonly port: number | undefined
  readonly host: string
  readonly engine: EnginePreset
  readonly config: Readonly<Record<string, string>>
}

export type Wish = ServeWish | { readonly kind: 'text'; readonly text: string }

/** What the user wants, from the arguments behind the program's name. Throws WrongUsage. */
export function parseCommandLine(argv: readonly string[]): Wish {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  })
  const words: string[] = []
  const options = new Map<string, string>()
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help') return { kind: 'text', text: USAGE }
    if (token.name === 'version') return { kind: 'text', text: `${version()}\n` }
    const next = tokens[i + 1]
    if (token.value !== undefined) options.set(token.name, token.value)
    else if (next?.kind === 'positional')
      options.set(token.name, tokens[++i]!.kind === 'positional' ? next.value : '')
    else throw new WrongUsage(`${token.rawName} needs a value`)
  }
  if (words.length === 0 && options.size === 0) return { kind: 'text', text: USAGE }
  if (words.length !== 1 || words[0] !== 'serve') {
    throw new WrongUsage(words.length === 0 ? 'say what to do' : `cannot '${words.join(' ')}'`)
  }
  return serveWish(options)
}

function serveWish(options: Map<string, string>): ServeWish {
  const take = (name: string): string | undefined => {
    const value = options.get(name)
    options.delete(name)
    return value
  }
  const port = take('port')
  const host = take('bind') ?? '127.0.0.1'
  const engine = take('engine') ?? 'btree'
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    throw new WrongUsage(`'${port}' is no port`)
  }
  if (!(engine in PRESETS)) {
    throw new WrongUsage(`there is no engine '${engine}': ${Object.keys(PRESETS).join(' or ')}`)
  }
  return {
    kind: 'serve',
    port: port === undefined ? undefined : Number(port),
    host,
    engine: engine as EnginePreset,
    config: Object.fromEntries(options),
  }
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
