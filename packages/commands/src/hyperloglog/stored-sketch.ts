import type { Bytes } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import type { StringValue } from '@resident/storage'
import { editable, stringHolding } from '../string/edit.ts'
import { EMPTY_SKETCH, sketchIn } from './layout.ts'
import { mergeInto, noRegisters, packed } from './registers.ts'

/** The HyperLogLog in `held`, which `db.write` has found under the key, to be edited; a new, empty one if there was none. */
export function openSketch(
  db: Keyspace,
  key: Bytes,
  held: HeldTypes['string'] | undefined,
): StringValue {
  if (held === undefined) return db.store(key, db.engine.string(EMPTY_SKETCH))
  sketchIn(held)
  return editable(db, key, held)
}

/** Replaces the HyperLogLog by these bytes; its deadline stays. */
export function replaceSketch(db: Keyspace, key: Bytes, bytes: Uint8Array): StringValue {
  return db.store(key, stringHolding(db, bytes), 'KEEPTTL')
}

/** Replaces the HyperLogLog by an equal dense one. */
export function replaceByDense(db: Keyspace, key: Bytes, sketch: Uint8Array): StringValue {
  const registers = noRegisters()
  mergeInto(registers, sketch)
  return replaceSketch(db, key, packed(sketch, registers))
}
