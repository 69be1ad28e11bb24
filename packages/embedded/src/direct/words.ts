import { ascii, type Bytes, fromBuffer, fromUtf8 } from '@resident/bytes'

/** A key, a value or an argument: text, a number as Redis writes it, or bytes. */
export type Word = string | number | bigint | Uint8Array

/** As it goes over the wire. */
export function toBytes(word: Word): Bytes {
  if (typeof word === 'string') return fromUtf8(word)
  return typeof word === 'object' ? fromBuffer(Buffer.from(word)) : ascii(String(word))
}
