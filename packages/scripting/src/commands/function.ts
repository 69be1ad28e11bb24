import { type Command, helpOf } from '@resident/commands'
import { functionDelete } from './function-delete.ts'
import { functionDump } from './function-dump.ts'
import { functionFlush } from './function-flush.ts'
import { functionKill } from './function-kill.ts'
import { functionList } from './function-list.ts'
import { functionLoad } from './function-load.ts'
import { functionRestore } from './function-restore.ts'
import { functionStats } from './function-stats.ts'

/** FUNCTION */
export const functionCommand: Command = {
  name: 'function',
  arity: -2,
  flags: [],
  subcommands: [
    functionDelete,
    functionDump,
    functionFlush,
    helpOf('FUNCTION'),
    functionKill,
    functionList,
    functionLoad,
    functionRestore,
    functionStats,
  ],
}
