import type { Bytes } from '@resident/bytes'
import type { HeldTypes } from '@resident/keyspace'
import * as arg from './args/index.ts'
import { isWanted, scanCursor, scanOptions } from './args/scan-options.ts'
import { type Command, firstKey } from './command.ts'
import { replyScanned } from './scan-reply.ts'

/** Takes an element that was visited, and what is shown beside it. */
type Take = (element: Bytes, beside?: Bytes) => void

/** HSCAN, SSCAN and ZSCAN: `scan` visits some of the elements, and returns the next cursor. */
export function scanElements<T extends 'hash' | 'set' | 'zset'>(
  name: string,
  type: T,
  scan: (value: HeldTypes[T], cursor: number, count: number, take: Take) => number,
): Command {
  return {
    name,
    arity: -3,
    flags: ['readonly'],
    keys: firstKey('RO', 'access'),
    tips: ['nondeterministic_output'],

    run({ db }, argv, reply) {
      const cursor = scanCursor(argv, 2)
      const value = db.read(arg.key(argv, 1), type)
      const found: Bytes[] = []
      if (value === undefined) return replyScanned(reply, 0, found)

      const { count, pattern } = scanOptions(argv, 3)
      const next = scan(value, cursor, count, (element, beside) => {
        if (!isWanted(pattern, element)) return
        found.push(element)
        if (beside !== undefined) found.push(beside)
      })
      replyScanned(reply, next, found)
    },
  }
}
