import type { Command } from '../command.ts'
import { memoryDoctor } from './memory-doctor.ts'
import { memoryHelp } from './memory-help.ts'
import { memoryMallocStats } from './memory-malloc-stats.ts'
import { memoryPurge } from './memory-purge.ts'
import { memoryStats } from './memory-stats.ts'
import { memoryUsage } from './memory-usage.ts'

/** MEMORY */
export const memory: Command = {
  name: 'memory',
  group: 'server',
  arity: -2,
  flags: [],
  ungrouped: true,
  subcommands: [memoryDoctor, memoryHelp, memoryMallocStats, memoryPurge, memoryStats, memoryUsage],
}
