import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { isWanted, scanCursor, scanOptions } from '../args/scan-options.ts'
import { type Command, firstKey } from '../command.ts'
import { replyScanned } from '../scan-reply.ts'

/** HSCAN key cursor [MATCH pattern] [COUNT count] */
export const hscan: Command = {
  name: 'hscan',
  group: 'hash',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const cursor = scanCursor(argv, 2)
    const hash = db.read(arg.key(argv, 1), 'hash')
    if (hash === undefined) return replyScanned(reply, 0, [])
    const { count, pattern } = scanOptions(argv, 3, false)
    const found: Bytes[] = []
    const next = hash.scan(cursor, count, (field, value) => {
      if (isWanted(pattern, field)) found.push(field, value)
    })
    replyScanned(reply, next, found)
  },
}
