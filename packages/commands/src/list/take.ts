import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd, ListValue } from '@resident/storage'

/** Says that `count` elements have been taken from this end; an emptied list takes its key with it. */
export function taken(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  count: number,
): void {
  db.shrunk(key, end === 'head' ? 'lpop' : 'rpop', list, count)
}

/** Answers with the element at the end, and takes it. The list is not empty. */
export function takeOne(
  db: Keyspace,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  reply: ReplyWriter,
): void {
  reply.bulk(list.pop(end) as Bytes)
  taken(db, key, list, end, 1)
}

/** Answers with an array of up to `count` elements, at least one, and takes them. */
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
