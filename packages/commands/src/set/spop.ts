import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { takeWhole } from '../take-whole.ts'
import { replyMembers } from './reply-members.ts'

/** SPOP key [count] */
export const spop: Command = {
  name: 'spop',
  arity: -2,
  flags: ['write', 'fast'],
  // With a count it may take long.
  brief: 2,
  keys: firstKey('RW', 'access', 'delete'),
  tips: ['nondeterministic_output'],

  run(client, argv, reply) {
    if (argv.length > 3) throw SYNTAX
    if (argv.length === 3) return popSeveral(client, argv, reply)
    const { db, server } = client
    const key = arg.key(argv, 1)
    const set = db.write(key, 'set')
    if (set === undefined) return reply.null()
    const member = set.at(server.random.below(set.length))
    set.delete(member)
    db.shrunk(key, 'spop', set)
    reply.bulk(member)
  },
}

function popSeveral({ db, server }: Client, argv: Argv, reply: ReplyWriter): void {
  const key = arg.key(argv, 1)
  const count = arg.positiveInteger(argv, 2)
  const set = db.write(key, 'set')
  if (set === undefined || count === 0) return reply.set(0)
  if (count >= set.length) {
    // Redis replies by way of SUNION, which counts a hit.
    db.read(key, 'set')
    replyMembers(reply, set)
    return takeWhole(db, key, 'spop', set.length)
  }
  reply.set(count)
  for (let i = 0; i < count; i++) {
    const member = set.at(server.random.below(set.length))
    set.delete(member)
    reply.bulk(member)
  }
  db.modified(key, 'spop', count)
}
