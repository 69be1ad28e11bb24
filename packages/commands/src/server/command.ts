import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { commandCount } from './command-count.ts'
import { commandDocs } from './command-docs.ts'
import { writeEntry } from './command-entry.ts'
import { commandGetkeys } from './command-getkeys.ts'
import { commandGetkeysandflags } from './command-getkeysandflags.ts'
import { commandInfo } from './command-info.ts'
import { commandList } from './command-list.ts'

/** COMMAND */
export const command: Command = {
  name: 'command',
  arity: -1,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],
  subcommands: [
    commandCount,
    commandDocs,
    commandGetkeys,
    commandGetkeysandflags,
    { ...helpOf('COMMAND'), acl: ['connection'] },
    commandInfo,
    commandList,
  ],

  run({ server }, _argv, reply) {
    reply.array(server.table.size)
    for (const row of server.table.rows) writeEntry(row, reply)
  },
}
