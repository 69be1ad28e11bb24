import { createHash } from 'node:crypto'
import { type Bytes, fromBuffer } from '@resident/bytes'

/** The SHA-1, 20 bytes. */
export function sha1(content: Bytes): Bytes {
  return hash('sha1', content)
}

/** The SHA-256, 32 bytes. */
export function sha256(content: Bytes): Bytes {
  return hash('sha256', content)
}

function hash(algorithm: string, content: Bytes): Bytes {
  return fromBuffer(createHash(algorithm).update(content, 'latin1').digest())
}
