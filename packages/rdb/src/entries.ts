import { ascii, type Bytes } from '@resident/bytes'

/** An entry of a compact encoding. Integers come as such, as numbers where that is exact. */
export type Entry = Bytes | number | bigint

/** What listpacks, ziplists and zipmaps have in common: entries, read one after the other. */
export interface Entries {
  /** Whether there is a next one; throws DAMAGED where the end is not what it should be. */
  more(): boolean
  /** The next one; `more` must have said that there is one. Throws DAMAGED. */
  next(): Entry
}

/** The entry as a string. */
export function textOf(entry: Entry): Bytes {
  return typeof entry === 'string' ? entry : ascii(String(entry))
}
