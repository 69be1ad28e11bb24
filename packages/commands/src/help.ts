import type { Handler } from './command.ts'

/** The HELP of a container: what may follow its name, then how to ask for help. */
export function help(container: string, lines: readonly string[]): Handler {
  return (_client, _argv, reply) => {
    reply.array(lines.length + 3)
    reply.status(`${container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`)
    for (const line of lines) reply.status(line)
    reply.status('HELP')
    reply.status('    Prints this help.')
  }
}
