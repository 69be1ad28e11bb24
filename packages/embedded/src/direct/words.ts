import { ascii, type Bytes, fromBuffer, fromUtf8 } from '@resident/bytes'
import { UsageError } from '@resident/server'

/** A key, a value or an argument: text, a number as Redis writes it, or bytes. */
export type Word = string | number | bigint | Uint8Array

/** The word as it goes over the wire. Throws a UsageError with code ERR_WORD for any other type, which untyped programs may pass. */
export function toBytes(word: Word): Bytes {
  if (typeof word === 'string') return fromUtf8(word)
  if (typeof word === 'number' || typeof word === 'bigint') return ascii(String(word))
  if (word instanceof Uint8Array) return fromBuffer(Buffer.from(word))
  throw new UsageError(
    'ERR_WORD',
    `${String(word)} cannot be a key, value or argument: give a string, a number, a bigint or bytes (Uint8Array).`,
  )
}
