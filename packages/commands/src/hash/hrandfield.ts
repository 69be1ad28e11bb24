import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import { randomCount, wantsPairs } from '../args/random-count.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { eachRandomPosition, randomLength } from '../random-positions.ts'

/** HRANDFIELD key [count [WITHVALUES]] */
export const hrandfield: Command = {
  name: 'hrandfield',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run(client, argv, reply) {
    if (argv.length > 2) return severalFields(client, argv, reply)
    const hash = client.db.read(arg.key(argv, 1), 'hash')
    if (hash === undefined) reply.null()
    else reply.bulk(hash.fieldAt(client.server.random.below(hash.length)))
  },
}

function severalFields({ db, server }: Client, argv: Argv, reply: ReplyWriter): void {
  const count = randomCount(argv, 2)
  const withValues = wantsPairs(argv, count, 'WITHVALUES')
  const hash = db.read(arg.key(argv, 1), 'hash')
  if (hash === undefined) return reply.array(0)
  const length = randomLength(hash.length, Number(count))
  if (withValues) reply.pairs(length)
  else reply.array(length)
  eachRandomPosition(server.random, hash.length, Number(count), (position) => {
    if (withValues) reply.pair()
    reply.bulk(hash.fieldAt(position))
    if (withValues) reply.bulk(hash.valueAt(position))
  })
}
