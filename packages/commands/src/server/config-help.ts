import type { Subcommand } from '../command.ts'
import { helpOf } from '../help.ts'

/** CONFIG HELP */
export const configHelp: Subcommand = helpOf('CONFIG', [
  'GET <pattern>',
  '    Return parameters matching the glob-like <pattern> and their values.',
  'SET <directive> <value>',
  '    Set the configuration <directive> to <value>.',
  'RESETSTAT',
  '    Reset statistics reported by the INFO command.',
  'REWRITE',
  '    Rewrite the configuration file.',
])
