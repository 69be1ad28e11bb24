import { ascii, type Bytes, parseStoredInteger, toBuffer } from '@resident/bytes'
import type { Held, HeldTypes, PlainString } from '@resident/keyspace'
import { LONGEST_BULK } from '@resident/protocol'
import { STRING_TOO_LONG } from '../errors.ts'

/** The value as Redis encodes it when it is stored as a whole: as an integer if it spells one. */
export function encoded(value: Bytes): PlainString {
  return parseStoredInteger(value) ?? value
}

export function isString(held: Held): held is HeldTypes['string'] {
  return typeof held !== 'object' || held.type === 'string'
}

/** The content of a string key, as `reply.bulk` takes it. */
export function contentOf(held: HeldTypes['string']): PlainString {
  return typeof held === 'object' ? sliceOf(held, 0, held.length) : held
}

/** The content of a string key as bytes. Costs a copy if it was edited in place. */
export function bytesOf(held: HeldTypes['string']): Bytes {
  if (typeof held === 'string') return held
  return typeof held === 'object' ? sliceOf(held, 0, held.length) : ascii(String(held))
}

export function lengthOf(held: HeldTypes['string']): number {
  return typeof held === 'object' || typeof held === 'string' ? held.length : String(held).length
}

/**
 * The bytes `start`..`end`, the end excluded; the string must be at least that long.
 *
 * A string that is edited in place can grow longer than a V8 string. Throws STRING_TOO_LONG for a slice that is too long.
 */
export function sliceOf(held: HeldTypes['string'], start: number, end: number): Bytes {
  if (typeof held !== 'object') return ascii(String(held).slice(start, end))
  if (end - start > LONGEST_BULK) throw STRING_TOO_LONG
  return held.slice(start, end)
}

/** One byte of a string, 0 past its end. A plain string stays plain. */
export function byteAt(held: HeldTypes['string'], index: number): number {
  if (typeof held === 'object') return held.byteAt(index)
  const text = bytesOf(held)
  return index < text.length ? text.charCodeAt(index) : 0
}

/** All bytes of a string, to be read only. Costs a copy if it was never edited in place. */
export function viewOf(held: HeldTypes['string']): Uint8Array {
  return typeof held === 'object' ? held.view() : toBuffer(bytesOf(held))
}
