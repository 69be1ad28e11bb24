import type { Contestant } from './contestant.ts'
import { type Plain, type PlainMap, plain } from './reply.ts'
import { Wire } from './wire.ts'

/** One command as COMMAND INFO tells it, its list replies under the names that Redis's documents use. */
export interface CommandInfo {
  readonly name: string
  readonly arity: number
  readonly flags: readonly string[]
  readonly firstKey: number
  readonly lastKey: number
  readonly step: number
  readonly categories: readonly string[]
  readonly tips: readonly string[]
  readonly keySpecs: readonly Plain[]
  readonly subcommands: readonly CommandInfo[]
}

/** One argument of COMMAND DOCS. */
export interface ArgumentDocs {
  readonly name: string
  readonly type: string
  readonly token?: string
  readonly flags?: readonly string[]
  readonly key_spec_index?: number
  readonly arguments?: readonly ArgumentDocs[]
  readonly summary?: string
  readonly since?: string
}

/** One command of COMMAND DOCS. */
export interface CommandDocs {
  readonly summary: string
  readonly since: string
  readonly group: string
  readonly arguments?: readonly ArgumentDocs[]
  readonly subcommands?: Readonly<Record<string, CommandDocs>>
}

/** COMMAND INFO of every command that the server has, sorted by name, their subcommands too. */
export async function fetchCommandInfo(server: Contestant): Promise<CommandInfo[]> {
  const reply = await ask(server, 'COMMAND')
  return (reply as Plain[]).map(readInfo).sort(byName)
}

/** Each command, its subcommands after it. */
export function withSubcommands(table: readonly CommandInfo[]): CommandInfo[] {
  return table.flatMap((each) => [each, ...each.subcommands])
}

/** COMMAND DOCS of every command that the server has, sorted by name, as it comes. */
export async function fetchCommandDocs(server: Contestant): Promise<Record<string, CommandDocs>> {
  const reply = (await ask(server, 'COMMAND', 'DOCS')) as PlainMap
  return sortCommands(reply) as unknown as Record<string, CommandDocs>
}

/** What the HELP of each container says of its subcommands, by the container's name. */
export async function fetchHelp(
  server: Contestant,
  commands: readonly CommandInfo[],
): Promise<Map<string, readonly string[]>> {
  const help = new Map<string, readonly string[]>()
  for (const { name, subcommands } of commands) {
    // DEBUG's subcommands have no rows.
    if (subcommands.length === 0 && name !== 'debug') continue
    const lines = (await ask(server, name, 'HELP')) as string[]
    help.set(name, lines.slice(1, -2))
  }
  return help
}

async function ask(server: Contestant, ...argv: string[]): Promise<Plain> {
  const wire = new Wire(await server.connect())
  await wire.call('HELLO', '3')
  const reply = plain(await wire.call(...argv))
  wire.close()
  return reply
}

function readInfo(row: Plain): CommandInfo {
  const [name, arity, flags, firstKey, lastKey, step, categories, tips, keySpecs, subcommands] =
    row as [string, number, string[], number, number, number, string[], string[], Plain[], Plain[]]
  return {
    name,
    arity,
    flags,
    firstKey,
    lastKey,
    step,
    categories,
    tips,
    keySpecs,
    subcommands: subcommands.map(readInfo).sort(byName),
  }
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** Commands and subcommands come in the order of a hash table that is seeded anew by every process. */
function sortCommands(commands: PlainMap): PlainMap {
  const sorted: PlainMap = {}
  for (const name of Object.keys(commands).sort()) {
    const docs = { ...(commands[name] as PlainMap) }
    if (docs.subcommands !== undefined)
      docs.subcommands = sortCommands(docs.subcommands as PlainMap)
    sorted[name] = docs
  }
  return sorted
}
