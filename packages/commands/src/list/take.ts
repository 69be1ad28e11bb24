import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd, ListValue } from '@resident/storage'

/**
 * What a taken element adds to `rdb_changes_since_last_save`. Redis adds nothing for one that a client was blocked on:
 * there only the push counts.
 */
export type Changes = 0 | 1

/** Announces that elements were taken from this end; the key of an emptied list is deleted. */
export function taken(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  changes: number,
): void {
  db.shrunk(key, end === 'head' ? 'lpop' : 'rpop', list, changes)
}

/** Takes the element at this end, and replies with it. The list must not be empty. */
export function takeOne(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  reply: ReplyWriter,
  changes: Changes = 1,
): void {
  reply.bulk(list.pop(end) as Bytes)
  taken(db, key, list, end, changes)
}

/** Takes up to `count` elements, at least one, and replies with an array of them. */
export function takeSeveral(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  count: number,
  reply: ReplyWriter,
): void {
  const length = Math.min(count, list.length)
  reply.array(length)
  for (let i = 0; i < length; i++) reply.bulk(list.pop(end) as Bytes)
  taken(db, key, list, end, length)
}
