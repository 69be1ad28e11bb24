import type { Bytes } from '@resident/bytes'
import type { Consumer, ConsumerGroup, Keyspace, StreamValue } from '@resident/keyspace'
import { noGroupOfKey, noKeyOrGroup } from './no-group.ts'

/** A stream, and one of its groups. */
export interface StreamGroup {
  readonly stream: StreamValue
  readonly group: ConsumerGroup
}

/**
 * The group, to be changed; `undefined` if it or the stream is missing. Redis looks the key up as if only to read it, so
 * that a hit or a miss is counted.
 */
export function groupToChange(db: Keyspace, key: Bytes, name: Bytes): StreamGroup | undefined {
  db.readAny(key)
  return groupLookedUp(db, key, name)
}

/** The same once the key has been looked up, and that has been counted. */
function groupLookedUp(db: Keyspace, key: Bytes, name: Bytes): StreamGroup | undefined {
  const stream = db.write(key, 'stream')
  const group = stream?.groups.get(name)
  return stream === undefined || group === undefined ? undefined : { stream, group }
}

/** The group, to be changed, of a key that has been looked up, and that has been counted. Throws NOGROUP. */
export function demandGroup(db: Keyspace, key: Bytes, name: Bytes): StreamGroup {
  const found = groupLookedUp(db, key, name)
  if (found === undefined) throw noKeyOrGroup(key, name)
  return found
}

/** The stream under the key, looked up without a trace; `undefined` if there is none. */
export function streamAt(db: Keyspace, key: Bytes): StreamValue | undefined {
  const held = db.peek(key)
  return typeof held === 'object' && held.type === 'stream' ? held : undefined
}

/** The stream's group of this name. Throws NOGROUP. */
export function groupOf(stream: StreamValue, key: Bytes, name: Bytes): ConsumerGroup {
  const group = stream.groups.get(name)
  if (group === undefined) throw noGroupOfKey(name, key)
  return group
}

/** The consumer, which does something now; it is created if it does not exist. */
export function activeConsumer(
  db: Keyspace,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const consumer = group.consumers.get(name)
  if (consumer === undefined) return createConsumer(db, key, group, name)
  consumer.seenTime = db.now()
  return consumer
}

/** Creates a consumer, and announces that. There must be none of that name. */
export function createConsumer(
  db: Keyspace,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const consumer = group.addConsumer(name, db.now())
  db.modifiedUnwatched(key, 1, 'xgroup-createconsumer')
  return consumer
}
