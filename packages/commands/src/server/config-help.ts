import type { Command } from '../command.ts'
import { help } from '../help.ts'

/** CONFIG HELP */
export const configHelp: Command = {
  name: 'help',
  group: 'server',
  since: '5.0.0',
  arity: 2,
  flags: ['loading', 'stale'],
  run: help('CONFIG', [
    'GET <pattern>',
    '    Return parameters matching the glob-like <pattern> and their values.',
    'SET <directive> <value>',
    '    Set the configuration <directive> to <value>.',
    'RESETSTAT',
    '    Reset statistics reported by the INFO command.',
    'REWRITE',
    '    Rewrite the configuration file.',
  ]),
}
