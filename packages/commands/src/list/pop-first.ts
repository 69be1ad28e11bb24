import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd, ListValue } from '@resident/storage'
import { timeout } from '../args/timeout.ts'
import { type Command, keysFrom } from '../command.ts'
import { serveFirst, waitForValue } from '../wait-for-value.ts'
import { type Changes, takeOne } from './take.ts'

/** BLPOP key [key ...] timeout */
export const blpop: Command = popFirst('blpop', 'head')

/** BRPOP key [key ...] timeout */
export const brpop: Command = popFirst('brpop', 'tail')

/** BLPOP and BRPOP: an element and the key that it came from. */
function popFirst(name: string, end: ListEnd): Command {
  return {
    name,
    arity: -3,
    flags: ['write', 'noscript', 'blocking'],
    keys: [keysFrom(1, -2, 1, 'RW', 'access', 'delete')],

    run(client, argv, reply) {
      const { db } = client
      const last = argv.length - 1
      const patience = timeout(argv, last)
      const served = serveFirst(db, 'list', argv, 1, last, (key, list) =>
        answer(db, key, list, end, reply),
      )
      if (served) return
      waitForValue(client, reply, {
        type: 'list',
        keys: argv.slice(1, last),
        timeout: patience,
        serve: (key, list, late) => answer(db, key, list, end, late, 0),
      })
    },
  }
}

function answer(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  reply: ReplyWriter,
  changes: Changes = 1,
): void {
  reply.array(2)
  reply.bulk(key)
  takeOne(db, key, list, end, reply, changes)
}
