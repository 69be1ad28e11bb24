import { toUtf8 } from '@resident/bytes'
import { type Command, CommandError, type Handler, helpOf } from '@resident/commands'

/** What a subcommand does with the words after its name. An error that it throws becomes the client's reply. */
export type Deed = (words: readonly string[], reply: Parameters<Handler>[2]) => void

/** A subcommand's usage, as HELP shows it, its arity, and its deed. */
export type Deeds = Readonly<Record<string, readonly [usage: string, arity: number, deed: Deed]>>

/** RESIDENT.<name> and its subcommands: exempt from pauses and faults, and not allowed in transactions and scripts. */
export function controlRow(name: string, deeds: Deeds): Command {
  const lines = Object.values(deeds).map(([usage]) => usage)
  return {
    ...ROW,
    name,
    group: 'server',
    since: '7.0.0',
    arity: -2,
    subcommands: [
      ...Object.entries(deeds).map(([name, [, arity, deed]]) => subcommandOf(name, arity, deed)),
      { ...helpOf(name.toUpperCase(), lines), ...ROW },
    ],
  }
}

const ROW = {
  flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi'],
  governs: true,
} as const

function subcommandOf(name: string, arity: number, deed: Deed): Command {
  return {
    ...ROW,
    name,
    arity,
    run(_client, argv, reply) {
      try {
        deed(argv.slice(2).map(toUtf8), reply)
      } catch (thrown) {
        if (!(thrown instanceof Error)) throw thrown
        throw new CommandError('ERR', thrown.message)
      }
    },
  }
}
