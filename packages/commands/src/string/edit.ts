import { type Bytes, EMPTY, fromBuffer } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { bytesOf } from './plain.ts'

/**
 * The string that `db.write` has found under the key, to be edited in place: it
 * replaces a plain string, and starts empty if there was none.
 */
export function editable(
  db: Keyspace,
  key: Bytes,
  held: HeldTypes['string'] | undefined,
): StringValue {
  if (typeof held === 'object') return held
  const initial = held === undefined ? EMPTY : bytesOf(held)
  return db.store(key, db.engine.string(initial), 'KEEPTTL')
}

/** How many bytes at a time go through a JavaScript string, which cannot be as long as Redis's strings. */
const PIECE = 1 << 26

/** A new string to be edited in place, not yet under any key, with a copy of these bytes. */
export function stringHolding(db: Keyspace, bytes: Uint8Array): StringValue {
  const string = db.engine.string(pieceAt(bytes, 0))
  for (let at = PIECE; at < bytes.length; at += PIECE) string.append(pieceAt(bytes, at))
  return string
}

function pieceAt(bytes: Uint8Array, at: number): Bytes {
  return fromBuffer(bytes, at, Math.min(at + PIECE, bytes.length))
}
