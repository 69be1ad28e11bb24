import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { configGet } from './config-get.ts'
import { configResetstat } from './config-resetstat.ts'
import { configRewrite } from './config-rewrite.ts'
import { configSet } from './config-set.ts'

/** CONFIG */
export const config: Command = {
  name: 'config',
  arity: -2,
  flags: [],
  subcommands: [configGet, helpOf('CONFIG'), configResetstat, configRewrite, configSet],
}
