import { ascii, type Bytes } from '@resident/bytes'
import type { Argv } from './command.ts'
import type { Row } from './table.ts'

const REDACTED: Bytes = ascii('(redacted)')

/** A request as SLOWLOG and MONITOR may show it: without its passwords. */
export function shownArgv(row: Row, argv: Argv): Argv {
  const secrets = row.command.secrets?.(argv)
  if (secrets === undefined || secrets.length === 0) return argv
  return argv.map((argument, i) => (secrets.includes(i) ? REDACTED : argument))
}
