import { recordedDocs, recordedInfo } from '../recorded.ts'
import { type ArgumentDocs, type CommandDocs, withSubcommands } from '../table.ts'

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
  const arities = new Map(withSubcommands(recordedInfo()).map(({ name, arity }) => [name, arity]))
  const docs = Object.entries(recordedDocs()).flatMap(([name, each]) =>
    each.subcommands === undefined ? [[name, each] as const] : Object.entries(each.subcommands),
  )
  return new Map(docs.map(([name, each]) => [name, grammarOf(name, each, arities.get(name)!)]))
}

function grammarOf(name: string, docs: CommandDocs, arity: number): Grammar {
  const args = docs.arguments ?? []
  return {
    name,
    words: name.toUpperCase().split('|'),
    group: docs.group,
    arity,
    args,
    tokens: [...new Set(args.flatMap(tokensIn))],
    hasKey: args.some(holdsKey),
  }
}

/** The tokens of an argument and of all that it is made of. */
export function tokensIn(argument: ArgumentDocs): string[] {
  const own = argument.token === undefined || argument.token === '""' ? [] : [argument.token]
  return [...own, ...(argument.arguments ?? []).flatMap(tokensIn)]
}

function holdsKey(argument: ArgumentDocs): boolean {
  return argument.type === 'key' || (argument.arguments ?? []).some(holdsKey)
}
