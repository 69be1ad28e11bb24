import type { Command } from '../command.ts'
import { err } from '../errors.ts'
import { refuseModule } from './no-modules.ts'

const NO_SUCH_MODULE = err('Error unloading module: no such module with that name')

/** MODULE UNLOAD name */
export const moduleUnload: Command = {
  name: 'unload',
  arity: 3,
  flags: ['admin', 'noscript', 'no_async_loading'],
  ...refuseModule(NO_SUCH_MODULE),
}
