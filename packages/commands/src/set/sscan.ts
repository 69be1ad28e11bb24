import type { Command } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** SSCAN key cursor [MATCH pattern] [COUNT count] */
export const sscan: Command = scanElements('sscan', 'set', (set, cursor, count, take) =>
  set.scan(cursor, count, (member) => take(member)),
)
