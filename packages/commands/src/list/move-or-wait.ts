import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import { waitForValue } from '../wait-for-value.ts'
import { moveElement } from './move.ts'

/** BLMOVE and BRPOPLPUSH: moves an element from the list at argv[1] to the one at argv[2], when there is one. */
export function moveOrWait(
  client: Client,
  argv: Argv,
  from: ListEnd,
  to: ListEnd,
  patience: number,
  reply: ReplyWriter,
): void {
  const { db } = client
  const source = arg.key(argv, 1)
  const destination = arg.key(argv, 2)
  if (moveElement(db, source, destination, from, to, reply)) return
  // Redis answers with a null bulk within a transaction, and with a null array when the time is up.
  if (client.is(Mode.MULTI)) return reply.null()
  waitForValue(client, reply, {
    type: 'list',
    keys: [source],
    timeout: patience,
    serve: (key, _list, late) => {
      moveElement(db, key, destination, from, to, late)
    },
  })
}
