import type { Subcommand } from '../command.ts'
import { helpOf } from '../help.ts'

/** SLOWLOG HELP */
export const slowlogHelp: Subcommand = helpOf('SLOWLOG', [
  'GET [<count>]',
  '    Return top <count> entries from the slowlog (default: 10, -1 mean all).',
  '    Entries are made of:',
  '    id, timestamp, time in microseconds, arguments array, client IP and port,',
  '    client name',
  'LEN',
  '    Return the length of the slowlog.',
  'RESET',
  '    Reset the slowlog.',
])
