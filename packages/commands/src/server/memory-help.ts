import type { Command } from '../command.ts'
import { help } from '../help.ts'

/** MEMORY HELP */
export const memoryHelp: Command = {
  name: 'help',
  group: 'server',
  since: '4.0.0',
  arity: 2,
  flags: ['loading', 'stale'],
  run: help('MEMORY', [
    'DOCTOR',
    '    Return memory problems reports.',
    'MALLOC-STATS',
    '    Return internal statistics report from the memory allocator.',
    'PURGE',
    '    Attempt to purge dirty pages for reclamation by the allocator.',
    'STATS',
    '    Return information about the memory usage of the server.',
    'USAGE <key> [SAMPLES <count>]',
    '    Return memory in bytes used by <key> and its value. Nested values are',
    '    sampled up to <count> times (default: 5, 0 means sample all).',
  ]),
}
