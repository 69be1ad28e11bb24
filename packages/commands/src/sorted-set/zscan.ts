import { type Bytes, formatDouble } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { isWanted, scanCursor, scanOptions } from '../args/scan-options.ts'
import { type Command, firstKey } from '../command.ts'
import { replyScanned } from '../scan-reply.ts'

/** ZSCAN key cursor [MATCH pattern] [COUNT count] */
export const zscan: Command = {
  name: 'zscan',
  group: 'sorted-set',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const cursor = scanCursor(argv, 2)
    const zset = db.read(arg.key(argv, 1), 'zset')
    const found: Bytes[] = []
    if (zset === undefined) return replyScanned(reply, 0, found)
    const { count, pattern } = scanOptions(argv, 3, false)
    const next = zset.scan(cursor, count, (member, score) => {
      if (isWanted(pattern, member)) found.push(member, formatDouble(score))
    })
    replyScanned(reply, next, found)
  },
}
