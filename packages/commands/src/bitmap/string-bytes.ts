import { toBuffer } from '@resident/bytes'
import type { HeldTypes } from '@resident/keyspace'
import { bytesOf } from '../string/plain.ts'

type HeldString = HeldTypes['string']

/** One byte of a string, 0 past its end. Does not turn a plain string into anything else. */
export function byteAt(held: HeldString, index: number): number {
  if (typeof held === 'object') return held.byteAt(index)
  const text = bytesOf(held)
  return index < text.length ? text.charCodeAt(index) : 0
}

/** All bytes of a string, to be read only. Costs a copy where it was never edited in place. */
export function viewOf(held: HeldString): Uint8Array {
  return typeof held === 'object' ? held.view() : toBuffer(bytesOf(held))
}
