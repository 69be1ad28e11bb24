import type { Command } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** HSCAN key cursor [MATCH pattern] [COUNT count] */
export const hscan: Command = scanElements('hscan', 'hash', (hash, cursor, count, take) =>
  hash.scan(cursor, count, take),
)
