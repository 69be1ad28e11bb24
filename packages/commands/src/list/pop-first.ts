import type { ListEnd } from '@resident/storage'
import { timeout } from '../args/timeout.ts'
import type { Handler } from '../command.ts'
import { serveFirst } from './first-list.ts'
import { takeOne } from './take.ts'

/** BLPOP and BRPOP: an element and the key that it came from. */
export function popFirst(end: ListEnd): Handler {
  return ({ db }, argv, reply) => {
    const last = argv.length - 1
    timeout(argv, last)
    const served = serveFirst(db, argv, 1, last, (key, list) => {
      reply.array(2)
      reply.bulk(key)
      takeOne(db, key, list, end, reply)
    })
    if (!served) reply.nullArray()
  }
}
