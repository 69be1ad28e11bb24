import type { Command } from '../command.ts'
import { help } from '../help.ts'

/** MODULE HELP */
export const moduleHelp: Command = {
  name: 'help',
  group: 'server',
  since: '5.0.0',
  arity: 2,
  flags: ['loading', 'stale'],
  run: help('MODULE', [
    'LIST',
    '    Return a list of loaded modules.',
    'LOAD <path> [<arg> ...]',
    '    Load a module library from <path>, passing to it any optional arguments.',
    'LOADEX <path> [[CONFIG NAME VALUE] [CONFIG NAME VALUE]] [ARGS ...]',
    '    Load a module library from <path>, while passing it module configurations and optional arguments.',
    'UNLOAD <name>',
    '    Unload a module.',
  ]),
}
