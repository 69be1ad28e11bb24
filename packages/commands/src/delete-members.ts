import type { KeyEvent } from '@resident/keyspace'
import * as arg from './args/index.ts'
import { type Command, firstKey } from './command.ts'

/** HDEL, SREM and ZREM: deletes the fields or members from argv[2] on; replies with how many there were. */
export function deleteMembers(name: KeyEvent, type: 'hash' | 'set' | 'zset'): Command {
  return {
    name,
    arity: -3,
    flags: ['write', 'fast'],
    keys: firstKey('RW', 'delete'),

    run({ db }, argv, reply) {
      const key = arg.key(argv, 1)
      const value = db.write(key, type)
      if (value === undefined) return reply.integer(0)
      let deleted = 0
      for (let i = 2; i < argv.length; i++) if (value.delete(arg.bytes(argv, i))) deleted++
      if (deleted > 0) db.shrunk(key, name, value, deleted)
      reply.integer(deleted)
    },
  }
}
