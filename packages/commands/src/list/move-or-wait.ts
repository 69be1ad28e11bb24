import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import { listEnd } from '../args/list-end.ts'
import { timeout } from '../args/timeout.ts'
import { type Client, Mode } from '../client.ts'
import type { Argv, Command } from '../command.ts'
import { waitForValue } from '../wait-for-value.ts'
import { MOVE_KEYS, moveElement } from './move.ts'

/** BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout */
export const blmove: Command = {
  name: 'blmove',
  arity: 6,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: MOVE_KEYS,

  run(client, argv, reply) {
    const from = listEnd(argv, 3)
    const to = listEnd(argv, 4)
    moveOrWait(client, argv, from, to, timeout(argv, 5), reply)
  },
}

/** BRPOPLPUSH source destination timeout */
export const brpoplpush: Command = {
  name: 'brpoplpush',
  arity: 4,
  flags: ['write', 'denyoom', 'noscript', 'blocking'],
  keys: MOVE_KEYS,

  run(client, argv, reply) {
    moveOrWait(client, argv, 'tail', 'head', timeout(argv, 3), reply)
  },
}

/** Moves an element from the list at argv[1] to the one at argv[2], now or as soon as there is one. */
function moveOrWait(
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
  // Redis replies with a null bulk within a transaction, but with a null array when the time is up.
  if (client.is(Mode.MULTI)) return reply.null()
  waitForValue(client, reply, {
    type: 'list',
    keys: [source],
    timeout: patience,
    serve: (key, _list, late) => {
      moveElement(db, key, destination, from, to, late, 0)
    },
  })
}
