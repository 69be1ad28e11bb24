import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { encoded } from './plain.ts'

/** SET without options, as used by MSET, GETSET and SETNX, too: replaces whatever there was, and drops its deadline. */
export function put(db: Keyspace, key: Bytes, value: Bytes): void {
  db.put(key, encoded(value), 'set')
}

/** The same for keys and values in turn from argv[1] on. */
export function putAll(db: Keyspace, argv: Argv): void {
  for (let i = 1; i < argv.length; i += 2) put(db, arg.key(argv, i), arg.bytes(argv, i + 1))
}
