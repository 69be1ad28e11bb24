import type { Command } from '../command.ts'
import { MODULE_NOT_LOADED } from '../errors.ts'
import { refuseModule } from './no-modules.ts'

/** MODULE LOAD path [arg [arg ...]] */
export const moduleLoad: Command = {
  name: 'load',
  arity: -3,
  flags: ['admin', 'noscript', 'no_async_loading'],
  ...refuseModule(MODULE_NOT_LOADED),
}
