import { ascii, type Bytes, formatDouble } from '@resident/bytes'
import type { Command } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** ZSCAN key cursor [MATCH pattern] [COUNT count] */
export const zscan: Command = scanElements('zscan', 'zset', (zset, cursor, count, take) => {
  const show = zset.encoding === 'listpack' ? listpackScore : formatDouble
  return zset.scan(cursor, count, (member, score) => take(member, show(score)))
})

/** What a listpack holds as an integer is shown with all its digits. */
function listpackScore(score: number): Bytes {
  const isInteger = Number.isInteger(score) && Math.abs(score) <= 2 ** 62
  return isInteger ? ascii(String(BigInt(score))) : formatDouble(score)
}
