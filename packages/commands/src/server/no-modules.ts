import type { Client } from '../client.ts'
import type { Command } from '../command.ts'
import { type CommandError, err } from '../errors.ts'
import { isAllowedTo } from './enabled-command.ts'

const MODULE_NOT_ALLOWED = err(
  'MODULE command not allowed. If the enable-module-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
)

/** What changes the modules needs leave by enable-module-command, and is then refused: modules are native code for redis-server. */
export function refuseModule(refusal: CommandError): Pick<Command, 'forbids' | 'run'> {
  return {
    forbids: moduleForbids,
    run(client) {
      throw moduleForbids(client) ?? refusal
    },
  }
}

function moduleForbids(client: Client): CommandError | undefined {
  return isAllowedTo(client, 'enable-module-command') ? undefined : MODULE_NOT_ALLOWED
}
