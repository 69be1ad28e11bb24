import type { Command } from '../command.ts'
import { configGet } from './config-get.ts'
import { configHelp } from './config-help.ts'
import { configResetstat } from './config-resetstat.ts'
import { configRewrite } from './config-rewrite.ts'
import { configSet } from './config-set.ts'

/** CONFIG */
export const config: Command = {
  name: 'config',
  group: 'server',
  arity: -2,
  flags: [],
  subcommands: [configGet, configHelp, configResetstat, configRewrite, configSet],
}
