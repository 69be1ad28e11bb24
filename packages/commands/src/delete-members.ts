import type { KeyEvent } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from './args/index.ts'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** Deletes the fields or members from argv[2] on, and replies how many there were. */
export function deleteMembers(
  { db }: Client,
  argv: Argv,
  reply: ReplyWriter,
  type: 'hash' | 'set' | 'zset',
  event: KeyEvent,
): void {
  const key = arg.key(argv, 1)
  const value = db.write(key, type)
  if (value === undefined) return reply.integer(0)
  let deleted = 0
  for (let i = 2; i < argv.length; i++) if (value.delete(arg.bytes(argv, i))) deleted++
  if (deleted > 0) db.shrunk(key, event, value, deleted)
  reply.integer(deleted)
}
