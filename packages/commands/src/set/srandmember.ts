import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import { randomCount } from '../args/random-count.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { eachRandomPosition, randomLength } from '../random-positions.ts'

/** SRANDMEMBER key [count] */
export const srandmember: Command = {
  name: 'srandmember',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run(client, argv, reply) {
    if (argv.length > 3) throw SYNTAX
    if (argv.length === 3) return severalMembers(client, argv, reply)
    const set = client.db.read(arg.key(argv, 1), 'set')
    if (set === undefined) reply.null()
    else reply.bulk(set.at(client.server.random.below(set.length)))
  },
}

function severalMembers({ db, server }: Client, argv: Argv, reply: ReplyWriter): void {
  const count = Number(randomCount(argv, 2))
  const set = db.read(arg.key(argv, 1), 'set')
  if (set === undefined) return reply.array(0)
  // Not a RESP3 set: with a negative count, a member may be repeated.
  reply.array(randomLength(set.length, count))
  eachRandomPosition(server.random, set.length, count, (position) => reply.bulk(set.at(position)))
}
