import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS_SOURCE, RECORDED } from '../paths.ts'
import type { ArgumentDocs, CommandDocs, CommandInfo } from '../table.ts'

/** What can be said to one command, from its COMMAND DOCS and COMMAND INFO. */
export interface Grammar {
  /** As COMMAND INFO names it: `zadd`, `xgroup|create`. */
  readonly name: string
  readonly words: readonly string[]
  readonly group: string
  readonly arity: number
  readonly args: readonly ArgumentDocs[]
  /** Every token that can be drawn. */
  readonly tokens: readonly string[]
  readonly hasKey: boolean
}

/** The grammars of all commands and subcommands of the reference version, by name. */
export function loadGrammars(): Map<string, Grammar> {
  const folder = join(COMMANDS_SOURCE, 'docs')
  const arities = loadArities()
  const grammars = new Map<string, Grammar>()
  const add = (name: string, docs: CommandDocs): void => {
    const args = docs.arguments ?? []
    const arity = arities.get(name) as number
    grammars.set(name, {
      name,
      words: name.toUpperCase().split('|'),
      group: docs.group,
      arity,
      args,
      tokens: [...new Set(args.flatMap(tokensIn))],
      hasKey: args.some(holdsKey),
    })
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { commands } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      commands: Record<string, CommandDocs>
    }
    for (const [name, docs] of Object.entries(commands)) {
      if (docs.subcommands === undefined) add(name, docs)
      else for (const [sub, each] of Object.entries(docs.subcommands)) add(sub, each)
    }
  }
  return grammars
}

function loadArities(): Map<string, number> {
  const text = readFileSync(join(RECORDED, 'command-info.json'), 'utf8')
  const table = JSON.parse(text) as CommandInfo[]
  const all = table.flatMap((each) => [each, ...each.subcommands])
  return new Map(all.map(({ name, arity }) => [name, arity]))
}

/** The tokens of an argument and of all that it is made of. */
export function tokensIn(argument: ArgumentDocs): string[] {
  const own = argument.token === undefined || argument.token === '""' ? [] : [argument.token]
  return [...own, ...(argument.arguments ?? []).flatMap(tokensIn)]
}

function holdsKey(argument: ArgumentDocs): boolean {
  return argument.type === 'key' || (argument.arguments ?? []).some(holdsKey)
}
