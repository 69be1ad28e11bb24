import type { Command } from '../command.ts'
import { help } from '../help.ts'

/** XINFO HELP */
export const xinfoHelp: Command = {
  name: 'help',
  group: 'stream',
  since: '5.0.0',
  arity: 2,
  flags: ['loading', 'stale'],

  run: help('XINFO', [
    'CONSUMERS <key> <groupname>',
    '    Show consumers of <groupname>.',
    'GROUPS <key>',
    '    Show the stream consumer groups.',
    'STREAM <key> [FULL [COUNT <count>]',
    '    Show information about the stream.',
  ]),
}
