import { createHash } from 'node:crypto'
import { type Bytes, fromBuffer } from '@resident/bytes'

/** The SHA-256, 32 bytes. */
export function sha256(content: Bytes): Bytes {
  return fromBuffer(createHash('sha256').update(content, 'latin1').digest())
}
