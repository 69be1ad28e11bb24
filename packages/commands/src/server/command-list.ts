import { ascii } from '@resident/bytes'
import { categoriesOf } from '../acl-categories.ts'
import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { globMatches } from '../glob.ts'
import type { Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'

/** COMMAND LIST [FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>] */
export const commandList: Handler = ({ server: { table } }, argv, reply) => {
  const rows = argv.length === 2 ? table.allRows : table.allRows.filter(readFilter(argv))
  reply.array(rows.length)
  for (const row of rows) reply.bulk(ascii(row.fullName))
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
