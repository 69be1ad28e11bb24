import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Argv, type Command, type Handler, keyAt } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { helpOf } from '../help.ts'
import { memoryDoctor } from './memory-doctor.ts'
import { memoryStats } from './memory-stats.ts'

const REPORT: readonly string[] = [
  'nondeterministic_output',
  'request_policy:all_shards',
  'response_policy:special',
]

/** MEMORY MALLOC-STATS: of the process's allocator, which here is V8. */
const memoryMallocStats: Handler = ({ server }, _argv, reply) => {
  const { allocated, active, resident } = server.memoryReport()
  reply.verbatim(
    'txt',
    ascii(`Allocator: v8\nAllocated: ${allocated}\nActive: ${active}\nResident: ${resident}\n`),
  )
}

/** MEMORY PURGE. V8 returns memory by itself, and cannot be told to. */
const memoryPurge: Handler = (_client, _argv, reply) => {
  reply.status('OK')
}

/** dictEntry, as Redis counts it here. */
const ENTRY_BYTES = 24

/** MEMORY USAGE key [SAMPLES count] */
const memoryUsage: Handler = ({ db }, argv, reply) => {
  checkSamples(argv)
  const bytes = db.bytesOf(arg.key(argv, 2))
  if (bytes === undefined) reply.null()
  else reply.integer(bytes + ENTRY_BYTES)
}

/** Every value knows its size, so nothing is sampled, and the option is only checked. */
function checkSamples(argv: Argv): void {
  for (let i = 3; i < argv.length; i += 2) {
    if (!arg.is(argv, i, 'SAMPLES') || i + 1 === argv.length) throw SYNTAX
    if (arg.int64(argv, i + 1) < 0) throw SYNTAX
  }
}

/** MEMORY */
export const memory: Command = {
  name: 'memory',
  arity: -2,
  flags: [],
  ungrouped: true,
  subcommands: [
    { name: 'doctor', arity: 2, flags: [], tips: REPORT, run: memoryDoctor },
    helpOf('MEMORY'),
    { name: 'malloc-stats', arity: 2, flags: [], tips: REPORT, run: memoryMallocStats },
    {
      name: 'purge',
      arity: 2,
      flags: [],
      tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
      run: memoryPurge,
    },
    { name: 'stats', arity: 2, flags: [], tips: REPORT, run: memoryStats },
    { name: 'usage', arity: -3, flags: ['readonly'], keys: [keyAt(2, 'RO')], run: memoryUsage },
  ],
}
