import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ListValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'

/**
 * Serves from the first list under the keys from argv[from] on, argv[end] excluded; says whether there was one.
 * A key of another type before it is refused.
 */
export function serveFirst(
  db: Keyspace,
  argv: Argv,
  from: number,
  end: number,
  serve: (key: Bytes, list: ListValue) => void,
): boolean {
  for (let i = from; i < end; i++) {
    const key = arg.key(argv, i)
    const list = db.write(key, 'list')
    if (list === undefined) continue
    serve(key, list)
    return true
  }
  return false
}
