import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { editable } from '../editable.ts'
import { wrongArity } from '../errors.ts'

/** HSET and HMSET: sets the fields and values in turn from argv[2] on; returns how many fields are new. */
export function setFields(db: Keyspace, argv: Argv, name: string): number {
  if (argv.length % 2 !== 0) throw wrongArity(name)
  const key = arg.key(argv, 1)
  const hash = editable(db, key, 'hash')
  let added = 0
  for (let i = 2; i < argv.length; i += 2) {
    if (hash.set(arg.bytes(argv, i), arg.bytes(argv, i + 1))) added++
  }
  return added
}

/** Announces the change; as in Redis, that comes after the reply. */
export function announceFields(db: Keyspace, argv: Argv): void {
  db.modified(arg.key(argv, 1), 'hset', (argv.length - 2) / 2)
}
