import type { Bytes } from '@resident/bytes'
import { typeOf } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListValue } from '@resident/storage'
import type { Wait } from '../blocking.ts'
import { type Client, Mode } from '../client.ts'

/** As `Wait`, for a client that is content with a list. */
export interface ListWait extends Omit<Wait, 'serve'> {
  serve(key: Bytes, list: ListValue, reply: ReplyWriter): void
}

/** Blocks the client until there is a list under one of the keys. Within a transaction nobody waits. */
export function waitForList(client: Client, reply: ReplyWriter, wait: ListWait): void {
  if (client.is(Mode.MULTI)) return wait.giveUp(reply)
  const { db } = client
  client.server.blocking.block(client, {
    keys: wait.keys,
    timeout: wait.timeout,
    giveUp: wait.giveUp,
    serve(key, late) {
      const held = db.peek(key)
      // A key of another type is none of this client's business: it goes on waiting.
      if (held === undefined || typeOf(held) !== 'list') return false
      wait.serve(key, held as ListValue, late)
      return true
    },
  })
}
