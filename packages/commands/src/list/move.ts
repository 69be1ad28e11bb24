import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListEnd } from '@resident/storage'
import { editable } from './edit.ts'
import { pushEvent } from './push.ts'
import { taken } from './take.ts'

/** LMOVE and kin: takes an element here, puts it there, answers with it. Says whether there was a list to take from. */
export function moveElement(
  db: Keyspace,
  source: Bytes,
  destination: Bytes,
  from: ListEnd,
  to: ListEnd,
  reply: ReplyWriter,
): boolean {
  const list = db.write(source, 'list')
  if (list === undefined) return false
  const target = editable(db, destination)
  const element = list.pop(from) as Bytes
  target.push(to, element)
  // The move counts as one change.
  db.modified(destination, pushEvent(to), 0)
  reply.bulk(element)
  taken(db, source, list, from, 1)
  return true
}
