import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'

/** DEL and UNLINK. Nobody waits for memory to be freed: the garbage collector does that for both. */
export function deleteKeys({ db }: Client, argv: Argv, reply: ReplyWriter): void {
  let deleted = 0
  for (let i = 1; i < argv.length; i++) {
    const key = arg.key(argv, i)
    if (!db.delete(key)) continue
    db.modified(key, 'del')
    deleted++
  }
  reply.integer(deleted)
}
