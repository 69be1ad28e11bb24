import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { ScoredMember, SortedSetValue } from '@resident/storage'

/** For …STORE commands: replaces whatever the key held by these members; if there are none, deletes it. */
export function storeMembers(
  db: Keyspace,
  key: Bytes,
  members: readonly ScoredMember[],
  event: KeyEvent,
): void {
  if (members.length > 0) db.put(key, zsetOf(db, members), event)
  else if (db.discard(key)) db.modified(key, 'del')
}

/** A new sorted set with these members. */
export function zsetOf(db: Keyspace, members: readonly ScoredMember[]): SortedSetValue {
  const zset = db.engine.zset(db.limits)
  for (const { member, score } of members) zset.add(member, score)
  if (zset.encoding === 'skiplist') restoreZeros(zset, members)
  return zset
}

/**
 * Restores the signs of zeros, which they lost while the set was a listpack. Redis fills a skiplist from the start, and
 * converts it to a listpack only if it has stayed small.
 */
function restoreZeros(zset: SortedSetValue, members: readonly ScoredMember[]): void {
  for (const { member, score } of members) {
    if (!Object.is(score, -0)) continue
    zset.delete(member)
    zset.add(member, score)
  }
}
