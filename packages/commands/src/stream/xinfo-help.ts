import type { Subcommand } from '../command.ts'
import { helpOf } from '../help.ts'

/** XINFO HELP */
export const xinfoHelp: Subcommand = helpOf('XINFO', [
  'CONSUMERS <key> <groupname>',
  '    Show consumers of <groupname>.',
  'GROUPS <key>',
  '    Show the stream consumer groups.',
  'STREAM <key> [FULL [COUNT <count>]',
  '    Show information about the stream.',
])
