import type { Command, Handler } from './command.ts'
import { packedHelp } from './docs/packed-help.ts'

/** The HELP of a container: the lines `given` or, for Redis's own containers, Redis's; then those about HELP itself. */
export function help(container: string, given?: readonly string[]): Handler {
  return (_client, _argv, reply) => {
    const lines = given ?? linesOf(container)
    reply.array(lines.length + 3)
    reply.status(`${container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`)
    for (const line of lines) reply.status(line)
    reply.status('HELP')
    reply.status('    Prints this help.')
  }
}

/** The HELP subcommand, whose row is the same in nearly all containers. */
export function helpOf(container: string, lines?: readonly string[]): Command {
  return { name: 'help', arity: 2, flags: ['loading', 'stale'], run: help(container, lines) }
}

function linesOf(container: string): readonly string[] {
  return JSON.parse(packedHelp[container.toLowerCase()]!) as readonly string[]
}
