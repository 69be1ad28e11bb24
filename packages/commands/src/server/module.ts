import type { Client } from '../client.ts'
import type { Command, CommandFlag, Handler } from '../command.ts'
import { type CommandError, err } from '../errors.ts'
import { helpOf } from '../help.ts'
import { isAllowedTo } from './enabled-command.ts'

const MODULE_NOT_ALLOWED = err(
  'MODULE command not allowed. If the enable-module-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
)
const NOT_LOADED = err('Error loading the extension. Please check the server logs.')
const NO_SUCH_MODULE = err('Error unloading module: no such module with that name')

const CHANGES: readonly CommandFlag[] = ['admin', 'noscript', 'no_async_loading']
const UNORDERED: readonly string[] = ['nondeterministic_output_order']

/** MODULE LIST */
const moduleList: Handler = (_client, _argv, reply) => reply.array(0)

/** Changing modules must be allowed by enable-module-command, and is refused even then: modules are native code for redis-server. */
function refuse(refusal: CommandError): Pick<Command, 'flags' | 'forbids' | 'run'> {
  return {
    flags: CHANGES,
    forbids,
    run(client) {
      throw forbids(client) ?? refusal
    },
  }
}

function forbids(client: Client): CommandError | undefined {
  return isAllowedTo(client, 'enable-module-command') ? undefined : MODULE_NOT_ALLOWED
}

/** MODULE: LOAD path [arg [arg ...]], LOADEX path [CONFIG name value …] [ARGS arg …], UNLOAD name */
export const module: Command = {
  name: 'module',
  arity: -2,
  flags: [],
  subcommands: [
    helpOf('MODULE'),
    { name: 'list', arity: 2, flags: ['admin', 'noscript'], tips: UNORDERED, run: moduleList },
    { name: 'load', arity: -3, ...refuse(NOT_LOADED) },
    { name: 'loadex', arity: -3, ...refuse(NOT_LOADED) },
    { name: 'unload', arity: 3, ...refuse(NO_SUCH_MODULE) },
  ],
}
