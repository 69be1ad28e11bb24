import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SortedSetValue } from '@resident/storage'
import { timeout } from '../args/timeout.ts'
import { type Command, keysFrom } from '../command.ts'
import { serveFirst, waitForValue } from '../wait-for-value.ts'
import { type PopEnd, type Popped, pop } from './pop.ts'

/** BZPOPMAX key [key ...] timeout */
export const bzpopmax: Command = popFirst('bzpopmax', 'MAX')

/** BZPOPMIN key [key ...] timeout */
export const bzpopmin: Command = popFirst('bzpopmin', 'MIN')

/** BZPOPMIN and BZPOPMAX: a member, its score, and the key that it came from. */
function popFirst(name: string, end: PopEnd): Command {
  return {
    name,
    arity: -3,
    flags: ['write', 'noscript', 'blocking', 'fast'],
    keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

    run(client, argv, reply) {
      const { db } = client
      const last = argv.length - 1
      const patience = timeout(argv, last)
      if (serveFirst(db, 'zset', argv, 1, last, (key, zset) => answer(db, key, zset, end, reply)))
        return
      waitForValue(client, reply, {
        type: 'zset',
        keys: argv.slice(1, last),
        timeout: patience,
        serve: (key, zset, late) => answer(db, key, zset, end, late),
      })
    },
  }
}

function answer(
  db: Keyspace,
  key: Bytes,
  zset: SortedSetValue,
  end: PopEnd,
  reply: ReplyWriter,
): void {
  const { member, score } = pop(db, key, zset, end, 1)[0] as Popped
  reply.array(3)
  reply.bulk(key)
  reply.bulk(member)
  reply.double(score)
}
