import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import type { HeldTypes, PlainString } from '@resident/keyspace'

/** The value as Redis would encode it when it is stored whole: an integer where it is one. */
export function encoded(value: Bytes): PlainString {
  return parseStoredInteger(value) ?? value
}

/** What a string key holds, as something `reply.bulk` takes. */
export function contentOf(held: HeldTypes['string']): PlainString {
  return typeof held === 'object' ? held.toBytes() : held
}

/** What a string key holds, as bytes. */
export function bytesOf(held: HeldTypes['string']): Bytes {
  if (typeof held === 'string') return held
  return typeof held === 'object' ? held.toBytes() : ascii(String(held))
}

export function lengthOf(held: HeldTypes['string']): number {
  return typeof held === 'object' || typeof held === 'string' ? held.length : String(held).length
}
