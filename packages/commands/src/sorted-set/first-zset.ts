import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'

/**
 * Serves from the first sorted set under the keys from argv[first] on, argv[past] excluded; says whether there was
 * one. A key of another type before it is refused.
 */
export function serveFirst(
  db: Keyspace,
  argv: Argv,
  first: number,
  past: number,
  serve: (key: Bytes, zset: SortedSetValue) => void,
): boolean {
  for (let i = first; i < past; i++) {
    const key = arg.key(argv, i)
    const zset = db.write(key, 'zset')
    if (zset === undefined) continue
    serve(key, zset)
    return true
  }
  return false
}
