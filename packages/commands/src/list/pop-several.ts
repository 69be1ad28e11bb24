import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd, ListValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { listEnd } from '../args/list-end.ts'
import type { Argv } from '../command.ts'
import { COUNT_NOT_POSITIVE, NUMKEYS_NOT_POSITIVE, SYNTAX } from '../errors.ts'
import { serveFirst } from '../wait-for-value.ts'
import { takeSeveral } from './take.ts'

/** What LMPOP and BLMPOP are asked for. */
export interface PopSeveral {
  /** The index of the first key, and the index after the last. */
  readonly first: number
  readonly past: number
  readonly end: ListEnd
  readonly count: number
}

/** `numkeys key [key ...] <LEFT | RIGHT> [COUNT count]`, numkeys at argv[index]. */
export function popSeveralOf(argv: Argv, index: number): PopSeveral {
  const first = index + 1
  const past = first + arg.atLeast(argv, index, 1, NUMKEYS_NOT_POSITIVE)
  if (past >= argv.length) throw SYNTAX
  const end = listEnd(argv, past)
  if (argv.length === past + 1) return { first, past, end, count: 1 }
  if (argv.length < past + 3 || !arg.is(argv, past + 1, 'COUNT')) throw SYNTAX
  const count = arg.atLeast(argv, past + 2, 1, COUNT_NOT_POSITIVE)
  if (argv.length > past + 3) throw SYNTAX
  return { first, past, end, count }
}

/** Takes elements from the first list there is, and replies with its key and the elements; returns whether there was one. */
export function popSeveral(
  db: Keyspace,
  argv: Argv,
  asked: PopSeveral,
  reply: ReplyWriter,
): boolean {
  return serveFirst(db, 'list', argv, asked.first, asked.past, (key, list) => {
    replySeveral(db, key, list, asked, reply)
  })
}

/** Takes elements from this list, and replies with its key and the elements. */
export function replySeveral(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  { end, count }: PopSeveral,
  reply: ReplyWriter,
): void {
  reply.array(2)
  reply.bulk(key)
  takeSeveral(db, key, list, end, count, reply)
}
