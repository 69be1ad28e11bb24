import type { Command } from '../command.ts'
import { MODULE_NOT_LOADED } from '../errors.ts'
import { refuseModule } from './no-modules.ts'

/** MODULE LOADEX path [CONFIG name value [CONFIG name value ...]] [ARGS arg [arg ...]] */
export const moduleLoadex: Command = {
  name: 'loadex',
  arity: -3,
  flags: ['admin', 'noscript', 'no_async_loading'],
  ...refuseModule(MODULE_NOT_LOADED),
}
