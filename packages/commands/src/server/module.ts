import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { moduleList } from './module-list.ts'
import { moduleLoad } from './module-load.ts'
import { moduleLoadex } from './module-loadex.ts'
import { moduleUnload } from './module-unload.ts'

/** MODULE */
export const module: Command = {
  name: 'module',
  arity: -2,
  flags: [],
  subcommands: [helpOf('MODULE'), moduleList, moduleLoad, moduleLoadex, moduleUnload],
}
