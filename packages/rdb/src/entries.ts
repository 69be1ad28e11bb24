import { ascii, type Bytes } from '@resident/bytes'

/** An entry of a compact encoding, which keeps integers as such: a number where that is exact. */
export type Entry = Bytes | number | bigint

/** What listpacks, ziplists and zipmaps have in common: entries, read one after the other. */
export interface Entries {
  /** Whether there is a next one; throws DAMAGED where the end is not what it should be. */
  more(): boolean
  /** The next one, which there must be. Throws DAMAGED. */
  next(): Entry
}

/** The string that the entry is. */
export function textOf(entry: Entry): Bytes {
  return typeof entry === 'string' ? entry : ascii(String(entry))
}
