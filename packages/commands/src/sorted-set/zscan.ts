import { formatDouble } from '@resident/bytes'
import type { Command } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** ZSCAN key cursor [MATCH pattern] [COUNT count] */
export const zscan: Command = scanElements('zscan', 'zset', (zset, cursor, count, take) =>
  zset.scan(cursor, count, (member, score) => take(member, formatDouble(score))),
)
