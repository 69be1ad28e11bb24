import { readFileSync } from 'node:fs'
import { ascii, type Bytes } from '@resident/bytes'

/** A key is named for the case that it is. */
export interface RecordedKey {
  db: number
  key: string
  expireAt: number | undefined
  /** What DUMP gave, where it was not what it gave for the case. */
  payload: string | undefined
}

/** A dump.rdb, and what the server that wrote it said of its keys. */
export interface RecordedFile {
  /** maxmemory-policy, which decides whether keys tell of their use. */
  policy: string
  file: string
  keys: RecordedKey[]
  library: string
}

/** What `record.ts` recorded; all bytes in base64. */
export interface Fixtures {
  /** What DUMP gave for each of the cases. */
  payloads: Record<string, string>
  /** What DUMP gave for each of the old payloads, once restored. */
  old: Record<string, string>
  /** What FUNCTION DUMP gave for the library of the files. */
  functions: string
  files: RecordedFile[]
}

export const fixtures: Fixtures = JSON.parse(
  readFileSync(new URL('./fixtures.json', import.meta.url), 'utf8'),
)

export function fromBase64(text: string): Bytes {
  return ascii(Buffer.from(text, 'base64').toString('latin1'))
}
