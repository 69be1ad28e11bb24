import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Command } from '../command.ts'
import { type CommandError, err, subcommandSyntax } from '../errors.ts'
import { DEBUG_SUBCOMMANDS } from './debug-subcommands.ts'
import { isAllowedTo } from './enabled-command.ts'

const DEBUG_NOT_ALLOWED = err(
  'DEBUG command not allowed. If the enable-debug-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
)

/** DEBUG subcommand [arg [arg ...]] */
export const debug: Command = {
  name: 'debug',
  arity: -2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  forbids: debugForbids,

  run(client, argv, reply) {
    const forbidden = debugForbids(client)
    if (forbidden !== undefined) throw forbidden
    const word = arg.word(argv, 1)
    const subcommand = Object.hasOwn(DEBUG_SUBCOMMANDS, word) ? DEBUG_SUBCOMMANDS[word] : undefined
    if (
      subcommand === undefined ||
      argv.length < subcommand.fewest ||
      argv.length > subcommand.most
    ) {
      throw subcommandSyntax('DEBUG', arg.bytes(argv, 1))
    }
    subcommand.run(client, argv, reply)
  },
}

function debugForbids(client: Client): CommandError | undefined {
  return isAllowedTo(client, 'enable-debug-command') ? undefined : DEBUG_NOT_ALLOWED
}
