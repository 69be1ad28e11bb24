import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Grammar } from '../generate/grammar.ts'
import { allTranscripts, shortPath } from '../paths.ts'
import { recordedInfo } from '../recorded.ts'
import { withSubcommands } from '../table.ts'
import { parseTranscript, type Section } from '../transcript/parse.ts'
import { type Placed, type Reading, readRequest } from './match.ts'

/** One request of a transcript, and what the real server was recorded to say. */
export interface Played {
  /** The command's full name, `get` or `config|get`; a container's where the request names no subcommand of it. */
  readonly command: string
  readonly argv: readonly string[]
  /** RESP2, as redis-cli prints it; empty for a client that waits. */
  readonly reply: string
  /** How the grammar reads it, where it does. */
  readonly reading: Reading | undefined
  /** Whether no request before it that could write named its first key, in a section that began at an empty server. */
  readonly keyIsMissing: boolean
  /** The group of the command that wrote its first key last: `list`, where it most likely holds a list. */
  readonly keyIsOf: string | undefined
  readonly file: string
}

/** Every request of every transcript that is for a command that Redis has. */
export function playedRequests(grammars: ReadonlyMap<string, Grammar>): Played[] {
  return allTranscripts().flatMap((path) => {
    const { sections } = parseTranscript(readFileSync(path, 'utf8'))
    return sections.flatMap((section) => requestsOf(section, shortPath(path), grammars))
  })
}

/** Every request of a section, in order. */
export function requestsOf(
  section: Section,
  file: string,
  grammars: ReadonlyMap<string, Grammar>,
): Played[] {
  /** The group of who wrote it last, by word. */
  const written = new Map<string, string>()
  const played: Played[] = []
  for (const step of section.steps) {
    if (step.kind !== 'request' || 'raw' in step.request) continue
    const argv = step.request
    const grammar = grammarOf(argv, grammars)
    const command = grammar?.name ?? argv[0]?.toLowerCase() ?? ''
    const reply = step.reply.resp2
    if (grammar !== undefined || containers.has(command)) {
      const reading = grammar === undefined ? undefined : readRequest(grammar, argv)
      const key = reading?.placed.find(isKey)?.text
      const keyIsMissing = key !== undefined && !written.has(key)
      const keyIsOf = key === undefined ? undefined : written.get(key)
      played.push({ command, argv, reply, reading, keyIsMissing, keyIsOf, file })
    }
    const wrote = !reply.startsWith('(error)') && !readOnly.has(grammar?.name ?? '')
    for (const word of wrote ? argv : []) written.set(word, grammar?.group ?? '')
  }
  return played
}

/** Commands that only have subcommands: a request for none of these is theirs. */
const containers: ReadonlySet<string> = new Set(
  recordedInfo()
    .filter(({ subcommands }) => subcommands.length > 0)
    .map(({ name }) => name),
)

/** Commands that leave every key as it is. */
const readOnly: ReadonlySet<string> = new Set(
  withSubcommands(recordedInfo())
    .filter(({ flags }) => flags.includes('readonly'))
    .map(({ name }) => name),
)

function isKey({ argument }: Placed): boolean {
  return argument.type === 'key'
}

/** The grammar of a request: a container's subcommand where the second word names one. */
function grammarOf(
  argv: readonly string[],
  grammars: ReadonlyMap<string, Grammar>,
): Grammar | undefined {
  const [name = '', sub = ''] = argv.map((word) => word.toLowerCase())
  return grammars.get(`${name}|${sub}`) ?? grammars.get(name)
}

/** Whether a transcript is a command's own: named for it, or for its container, or in its container's folder. */
export function isOwnTranscript(file: string, command: string): boolean {
  const name = basename(file, '.transcript')
  const [container] = command.split('|')
  return (
    name === container ||
    name === command.replace('|', '-') ||
    basename(dirname(file)) === container
  )
}
