import { isDeepStrictEqual } from 'node:util'
import { loadGrammars, tokensIn } from './generate/grammar.ts'
import { oracle, readOptions } from './options.ts'
import { recordedInfo } from './recorded.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { type CommandDocs, fetchCommandDocs, fetchCommandInfo, withSubcommands } from './table.ts'

/** Facts only; the texts of other releases have another licence. */
const USAGE = `usage: npm run releases -- --oracle PATH
shows what another release of Redis, from 7.0 on, has that the reference version does not: commands, options, and which rows of
COMMAND INFO have changed`

async function main(): Promise<void> {
  readOptions(USAGE, { oracle })
  if (findRedisServer() === undefined) return
  const server = await startRedisServer()
  const info = withSubcommands(await fetchCommandInfo(server))
  const options = optionsIn(await fetchCommandDocs(server))
  await server.stop()
  const known = new Map(withSubcommands(recordedInfo()).map((each) => [each.name, each]))
  const grammars = loadGrammars()
  const names = new Set(info.map(({ name }) => name))
  tell(
    'commands that are new',
    info.map(({ name }) => name).filter((name) => !known.has(name)),
  )
  tell(
    'commands that are gone',
    [...known.keys()].filter((name) => !names.has(name)),
  )
  tell(
    'options that are new, of commands that are not',
    [...options].flatMap(([name, tokens]) => {
      const before = grammars.get(name)?.tokens
      return tokens.filter((token) => before?.includes(token) === false).map((t) => `${name} ${t}`)
    }),
  )
  for (const field of ['arity', 'flags', 'categories', 'tips', 'keySpecs'] as const) {
    const changed = info.filter((each) => {
      const before = known.get(each.name)
      return before !== undefined && !isDeepStrictEqual(sorted(before[field]), sorted(each[field]))
    })
    tell(
      `rows with other ${field}`,
      changed.map(({ name }) => name),
    )
  }
}

/** The order of flags says nothing. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) && typeof value[0] === 'string' ? [...value].sort() : value
}

/** The options of each command and subcommand, by name. */
function optionsIn(docs: Readonly<Record<string, CommandDocs>>): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const [name, { arguments: args = [], subcommands = {} }] of Object.entries(docs)) {
    all.set(name, [...new Set(args.flatMap(tokensIn))])
    for (const [sub, tokens] of optionsIn(subcommands)) all.set(sub, tokens)
  }
  return all
}

function tell(what: string, names: readonly string[]): void {
  console.log(`${names.length} ${what}${names.length > 0 ? `: ${names.join(', ')}` : ''}`)
}

await main()
