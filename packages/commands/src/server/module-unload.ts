import type { Subcommand } from '../command.ts'
import { NO_SUCH_MODULE } from '../errors.ts'
import { refuseModule } from './no-modules.ts'

/** MODULE UNLOAD name */
export const moduleUnload: Subcommand = {
  name: 'unload',
  arity: 3,
  flags: ['admin', 'noscript', 'no_async_loading'],
  ...refuseModule(NO_SUCH_MODULE),
}
