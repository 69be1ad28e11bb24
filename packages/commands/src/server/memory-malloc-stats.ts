import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'

/** MEMORY MALLOC-STATS: of the process's allocator, which here is V8. */
export const memoryMallocStats: Command = {
  name: 'malloc-stats',
  arity: 2,
  flags: [],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],

  run({ server }, _argv, reply) {
    const { allocated, active, resident } = server.memoryReport()
    reply.verbatim(
      'txt',
      ascii(`Allocator: v8\nAllocated: ${allocated}\nActive: ${active}\nResident: ${resident}\n`),
    )
  },
}
