import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, keysFrom } from '../command.ts'
import { editable } from '../string/edit.ts'
import { estimate } from './estimate.ts'
import { cacheCardinality, cachedCardinality, sketchIn } from './layout.ts'
import { mergeInto, noRegisters } from './registers.ts'

/** PFCOUNT key [key ...] */
export const pfcount: Command = {
  name: 'pfcount',
  arity: -2,
  flags: ['readonly'],
  keys: [
    {
      ...keysFrom(1, -1, 1, 'RW', 'access'),
      notes:
        'RW because it may change the internal representation of the key, and propagate to replicas',
    },
  ],

  run(client, argv, reply) {
    if (argv.length === 2) countOne(client, argv, reply)
    else countUnion(client, argv, reply)
  },
}

/** The count is cached in the HyperLogLog until something is added to it. */
function countOne({ db }: Client, argv: Argv, reply: ReplyWriter): void {
  const key = arg.key(argv, 1)
  const held = db.read(key, 'string')
  if (held === undefined) return reply.integer(0)
  const sketch = sketchIn(held)
  // Redis makes the string raw even if the cached count then turns out to be valid.
  if (typeof held !== 'object') editable(db, key, held)
  const known = cachedCardinality(sketch)
  if (known !== undefined) return reply.integer(known)

  const registers = noRegisters()
  mergeInto(registers, sketch)
  const cardinality = estimate(registers)
  cacheCardinality(editable(db, key, db.write(key, 'string')), cardinality)
  db.modifiedSilently(key)
  reply.integer(cardinality)
}

function countUnion({ db }: Client, argv: Argv, reply: ReplyWriter): void {
  const registers = noRegisters()
  for (let i = 1; i < argv.length; i++) {
    const held = db.read(arg.key(argv, i), 'string')
    if (held !== undefined) mergeInto(registers, sketchIn(held))
  }
  reply.integer(estimate(registers))
}
