import { type Bytes, EMPTY, fromBuffer } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { bytesOf } from './plain.ts'

/**
 * The string that `db.write` has found under the key, as one to be edited in
 * place: the plain one gives way to it, and where there was none it begins empty.
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

/** Bytes at a time that go through a JavaScript string, which can be less long than Redis's. */
const PIECE = 1 << 26

/** A string to be edited in place, not yet under any key, that holds a copy of these bytes. */
export function stringHolding(db: Keyspace, bytes: Uint8Array): StringValue {
  const string = db.engine.string(pieceAt(bytes, 0))
  for (let at = PIECE; at < bytes.length; at += PIECE) string.append(pieceAt(bytes, at))
  return string
}

function pieceAt(bytes: Uint8Array, at: number): Bytes {
  return fromBuffer(bytes, at, Math.min(at + PIECE, bytes.length))
}
