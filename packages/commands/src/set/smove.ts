import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { editable } from '../editable.ts'

/** SMOVE source destination member */
export const smove: Command = {
  name: 'smove',
  arity: 4,
  flags: ['write', 'fast'],
  keys: [keyAt(1, 'RW', 'access', 'delete'), keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    const source = arg.key(argv, 1)
    const destination = arg.key(argv, 2)
    const member = arg.bytes(argv, 3)

    const from = db.write(source, 'set')
    if (from === undefined) {
      // Redis has looked at both keys by now: the destination is collected if it is past its time.
      db.peek(destination)
      return reply.integer(0)
    }
    const to = db.write(destination, 'set')
    if (from === to) return reply.integer(from.has(member) ? 1 : 0)
    if (!from.delete(member)) return reply.integer(0)
    db.shrunk(source, 'srem', from)
    if (editable(db, destination, 'set').add(member)) db.modified(destination, 'sadd')
    reply.integer(1)
  },
}
