import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { isWanted, scanCursor, scanOptions } from '../args/scan-options.ts'
import { type Command, firstKey } from '../command.ts'
import { replyScanned } from '../scan-reply.ts'

/** SSCAN key cursor [MATCH pattern] [COUNT count] */
export const sscan: Command = {
  name: 'sscan',
  group: 'set',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const cursor = scanCursor(argv, 2)
    const set = db.read(arg.key(argv, 1), 'set')
    if (set === undefined) return replyScanned(reply, 0, [])
    const { count, pattern } = scanOptions(argv, 3, false)
    const found: Bytes[] = []
    const next = set.scan(cursor, count, (member) => {
      if (isWanted(pattern, member)) found.push(member)
    })
    replyScanned(reply, next, found)
  },
}
