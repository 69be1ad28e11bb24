import type { Command } from '../command.ts'
import { help } from '../help.ts'

/** SLOWLOG HELP */
export const slowlogHelp: Command = {
  name: 'help',
  group: 'server',
  since: '6.2.0',
  arity: 2,
  flags: ['loading', 'stale'],
  run: help('SLOWLOG', [
    'GET [<count>]',
    '    Return top <count> entries from the slowlog (default: 10, -1 mean all).',
    '    Entries are made of:',
    '    id, timestamp, time in microseconds, arguments array, client IP and port,',
    '    client name',
    'LEN',
    '    Return the length of the slowlog.',
    'RESET',
    '    Reset the slowlog.',
  ]),
}
