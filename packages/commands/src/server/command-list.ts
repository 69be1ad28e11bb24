import { ascii } from '@resident/bytes'
import { categoriesOf } from '../acl-categories.ts'
import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { globMatches } from '../glob.ts'
import type { CommandTable, Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'

/** COMMAND LIST [FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>] */
export const commandList: Command = {
  name: 'list',
  arity: -2,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  tips: ['nondeterministic_output_order'],

  run({ server }, argv, reply) {
    const rows =
      argv.length === 2
        ? [...server.table.rows()]
        : [...withSubcommands(server.table)].filter(readFilter(argv))
    reply.array(rows.length)
    for (const row of rows) reply.bulk(ascii(row.fullName))
  },
}

function readFilter(argv: Argv): (row: Row) => boolean {
  if (argv.length !== 5 || !arg.is(argv, 2, 'FILTERBY')) throw SYNTAX
  const lower = ascii(arg.bytes(argv, 4).toLowerCase())
  switch (arg.word(argv, 3)) {
    case 'MODULE':
      // No command comes from a module, since there are none.
      return () => false
    case 'ACLCAT':
      return (row) => categoriesOf(row).some((category) => category === untilZero(lower))
    case 'PATTERN':
      return (row) => globMatches(lower, ascii(row.fullName))
    default:
      throw SYNTAX
  }
}

/** A filter looks at subcommands too, which the whole list leaves out. */
function* withSubcommands(table: CommandTable): Generator<Row> {
  for (const row of table.rows()) {
    yield row
    if (row.subcommands !== undefined) yield* row.subcommands.values()
  }
}
