import type { Held, Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { err, SAME_OBJECT, SYNTAX } from '../errors.ts'

/** COPY source destination [DB destination-db] [REPLACE] */
export const copy: Command = {
  name: 'copy',
  arity: -3,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RO', 'access'), keyAt(2, 'OW', 'update')],

  run(client, argv, reply) {
    const { db } = client
    const source = arg.key(argv, 1)
    const destination = arg.key(argv, 2)
    const { target, replace } = optionsOf(client, argv)
    if (target !== db && client.server.cluster !== undefined) {
      throw err('Copying to another database is not allowed in cluster mode')
    }
    if (target === db && source === destination) throw SAME_OBJECT

    const held = db.readAny(source)
    if (held === undefined) return reply.integer(0)
    if (target.writeAny(destination) !== undefined) {
      if (!replace) return reply.integer(0)
      target.delete(destination)
    }
    target.store(destination, copyOf(db, held))
    const deadline = db.expireAt(source)
    if (deadline !== undefined) target.setExpireAt(destination, deadline)
    target.modified(destination, 'copy_to')
    reply.integer(1)
  },
}

/** A copy of the value. Redis copies a string without its spare room. */
function copyOf(db: Keyspace, held: Held): Held {
  if (typeof held !== 'object') return held
  return held.type === 'string' ? db.engine.string(held.toBytes()) : held.clone()
}

interface CopyOptions {
  target: Keyspace
  replace: boolean
}

function optionsOf(client: Client, argv: Argv): CopyOptions {
  const options: CopyOptions = { target: client.db, replace: false }
  for (let i = 3; i < argv.length; i++) {
    if (arg.is(argv, i, 'REPLACE')) options.replace = true
    else if (arg.is(argv, i, 'DB') && i + 1 < argv.length) {
      options.target = arg.database(client, argv, ++i)
    } else throw SYNTAX
  }
  return options
}
