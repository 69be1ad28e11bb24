import { isDeepStrictEqual } from 'node:util'
import { type Grammar, loadGrammars } from '../generate/grammar.ts'
import { loadDocumentedErrors } from '../generate/reach.ts'
import { recordedInfo } from '../recorded.ts'
import { startResident } from '../resident.ts'
import { type CommandInfo, fetchCommandInfo, withSubcommands } from '../table.ts'
import { casesOf, casesOfContainer } from './cases.ts'
import { commandsNamed, readDifferences } from './differences.ts'
import { isOwnTranscript, type Played, playedRequests } from './evidence.ts'

/** What can be said for certain of one command: the same whenever it is measured. */
export interface CommandParity {
  /** Whether COMMAND INFO says of it what it says at the real server, word for word. */
  readonly info: 'equal' | 'different' | 'missing'
  /** How many cases its transcript must have. */
  readonly cases: number
  /** Those that it has not. */
  readonly lacking: readonly string[]
  /** Options of its grammar, and those that no transcript uses. */
  readonly options: number
  readonly unused: readonly string[]
  /** Rows of docs/differences.md that name it. */
  readonly differences: readonly string[]
}

export type Parity = Readonly<Record<string, CommandParity>>

/** How many requests are recorded; hangs on every edit of a transcript. */
export interface Recorded {
  readonly transcripts: number
  readonly requests: number
  readonly byCommand: ReadonlyMap<string, number>
}

export interface Measured {
  readonly parity: Parity
  readonly recorded: Recorded
}

/**
 * Measures every command and subcommand of the reference version's COMMAND: against what was recorded of the real server,
 * so that none is needed.
 */
export async function measure(): Promise<Measured> {
  const grammars = loadGrammars()
  const played = playedRequests(grammars)
  const theirs = withSubcommands(recordedInfo())
  const ours = await residentInfo()
  const differing = differencesByCommand(new Set(theirs.map(({ name }) => name)))
  const parity: Record<string, CommandParity> = {}
  for (const info of theirs) {
    const mine = ours.get(info.name)
    parity[info.name] = {
      info: mine === undefined ? 'missing' : isSame(info, mine) ? 'equal' : 'different',
      ...usesOf(info, grammars.get(info.name), played),
      differences: differing.get(info.name) ?? [],
    }
  }
  return { parity, recorded: recordedOf(played) }
}

async function residentInfo(): Promise<ReadonlyMap<string, CommandInfo>> {
  const server = await startResident()
  const table = withSubcommands(await fetchCommandInfo(server))
  await server.stop()
  return new Map(table.map((info) => [info.name, info]))
}

/** Subcommands are compared each by itself. */
function isSame(info: CommandInfo, mine: CommandInfo): boolean {
  return isDeepStrictEqual({ ...info, subcommands: [] }, { ...mine, subcommands: [] })
}

/** A container by itself has no grammar; what it refuses may be shown in any of its subcommands' transcripts. */
function usesOf(
  info: CommandInfo,
  grammar: Grammar | undefined,
  played: readonly Played[],
): Pick<CommandParity, 'cases' | 'lacking' | 'options' | 'unused'> {
  const { name } = info
  const all = played.filter(({ command }) => command === name)
  const own = grammar === undefined ? all : all.filter(({ file }) => isOwnTranscript(file, name))
  const cases =
    grammar === undefined ? casesOfContainer(info) : casesOf(grammar, loadDocumentedErrors())
  const lacking = cases.filter(({ isShownBy }) => !own.some(isShownBy))
  const options = grammar?.tokens ?? []
  const unused = options.filter(
    (token) => !all.some(({ reading }) => reading?.tokens.includes(token)),
  )
  return {
    cases: cases.length,
    lacking: lacking.map(({ name }) => name),
    options: options.length,
    unused,
  }
}

function differencesByCommand(names: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const rows = new Map<string, string[]>()
  for (const difference of readDifferences()) {
    for (const name of commandsNamed(difference, names)) {
      rows.set(name, [...(rows.get(name) ?? []), `${difference.reason}: ${difference.what}`])
    }
  }
  return rows
}

function recordedOf(played: readonly Played[]): Recorded {
  const byCommand = new Map<string, number>()
  for (const { command } of played) byCommand.set(command, (byCommand.get(command) ?? 0) + 1)
  return {
    transcripts: new Set(played.map(({ file }) => file)).size,
    requests: played.length,
    byCommand,
  }
}
