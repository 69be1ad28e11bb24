import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { memoryDoctor } from './memory-doctor.ts'
import { memoryMallocStats } from './memory-malloc-stats.ts'
import { memoryPurge } from './memory-purge.ts'
import { memoryStats } from './memory-stats.ts'
import { memoryUsage } from './memory-usage.ts'

/** MEMORY */
export const memory: Command = {
  name: 'memory',
  arity: -2,
  flags: [],
  ungrouped: true,
  subcommands: [
    memoryDoctor,
    helpOf('MEMORY'),
    memoryMallocStats,
    memoryPurge,
    memoryStats,
    memoryUsage,
  ],
}
