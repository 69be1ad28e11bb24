import type { Bytes } from '@resident/bytes'
import type { KeyEvent } from '@resident/keyspace'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv, Handler } from '../command.ts'
import { type Range, type Ranks, ranksIn } from './ranks.ts'

/** ZREMRANGEBYRANK, …BYSCORE and …BYLEX: `parse` reads the range from two arguments. */
export function removeWithin(
  parse: (argv: Argv, minAt: number, maxAt: number) => Range,
  event: KeyEvent,
): Handler {
  return ({ db }, argv, reply) => {
    const key = arg.key(argv, 1)
    const range = parse(argv, 2, 3)
    const zset = db.write(key, 'zset')
    const removed = zset === undefined ? 0 : removeRanks(zset, ranksIn(zset, range))
    if (zset !== undefined && removed > 0) db.shrunk(key, event, zset)
    reply.integer(removed)
  }
}

function removeRanks(zset: SortedSetValue, { first, end }: Ranks): number {
  if (first >= end) return 0
  const members: Bytes[] = []
  zset.each(first, end - 1, (member) => members.push(member))
  for (const member of members) zset.delete(member)
  return members.length
}
