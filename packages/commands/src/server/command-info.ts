import type { Command } from '../command.ts'
import { writeEntry } from './command-entry.ts'

/** COMMAND INFO [command-name [command-name ...]] */
export const commandInfo: Command = {
  name: 'info',
  arity: -2,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],

  run({ server: { table } }, argv, reply) {
    if (argv.length === 2) {
      reply.array(table.size)
      for (const row of table.rows) writeEntry(row, reply)
      return
    }
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      const row = table.findFull(argv[i]!)
      if (row === undefined) reply.null()
      else writeEntry(row, reply)
    }
  },
}
