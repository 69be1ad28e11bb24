import type { Bytes } from '@resident/bytes'
import type { KeyEvent, Keyspace } from '@resident/keyspace'
import type { ScoredMember, SortedSetValue } from '@resident/storage'

/** The …STORE commands: the members take the place of whatever was under the key. None of them are no key. */
export function storeMembers(
  db: Keyspace,
  key: Bytes,
  members: readonly ScoredMember[],
  event: KeyEvent,
): void {
  if (members.length > 0) db.put(key, zsetOf(db, members), event)
  else if (db.discard(key)) db.modified(key, 'del')
}

/** A sorted set of these. */
export function zsetOf(db: Keyspace, members: readonly ScoredMember[]): SortedSetValue {
  const zset = db.engine.zset(db.limits)
  for (const { member, score } of members) zset.add(member, score)
  if (zset.encoding === 'skiplist') restoreZeros(zset, members)
  return zset
}

/**
 * Gives zeros back the signs that they lost while the set was small. Redis fills a skiplist from the start, and makes
 * a listpack of it only if it has stayed small.
 */
function restoreZeros(zset: SortedSetValue, members: readonly ScoredMember[]): void {
  for (const { member, score } of members) {
    if (!Object.is(score, -0)) continue
    zset.delete(member)
    zset.add(member, score)
  }
}
