import type { Bytes } from '@resident/bytes'
import type { KeyEvent } from '@resident/keyspace'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { indexRange } from '../args/index-range.ts'
import { lexRange } from '../args/lex-range.ts'
import { scoreRange } from '../args/score-range.ts'
import { type Command, firstKey } from '../command.ts'
import { type RangeReader, type Ranks, ranksIn } from './ranks.ts'

/** ZREMRANGEBYLEX key min max */
export const zremrangebylex: Command = removeWithin('zremrangebylex', lexRange)

/** ZREMRANGEBYRANK key start stop */
export const zremrangebyrank: Command = removeWithin('zremrangebyrank', indexRange)

/** ZREMRANGEBYSCORE key min max */
export const zremrangebyscore: Command = removeWithin('zremrangebyscore', scoreRange)

/** Removes what lies within the range that `parse` reads from two arguments. */
function removeWithin(name: KeyEvent, parse: RangeReader): Command {
  return {
    name,
    arity: 4,
    flags: ['write'],
    keys: firstKey('RW', 'delete'),

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      const range = parse(argv, 2, 3)
      const zset = db.write(key, 'zset')
      const removed = zset === undefined ? 0 : removeRanks(zset, ranksIn(zset, range))
      if (zset !== undefined && removed > 0) db.shrunk(key, name, zset, removed)
      reply.integer(removed)
    },
  }
}

function removeRanks(zset: SortedSetValue, { first, end }: Ranks): number {
  if (first >= end) return 0
  const members: Bytes[] = []
  zset.each(first, end - 1, (member) => members.push(member))
  for (const member of members) zset.delete(member)
  return members.length
}
