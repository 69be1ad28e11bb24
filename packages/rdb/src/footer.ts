import { type Bytes, fromBuffer } from '@resident/bytes'
import { crc64 } from './crc64.ts'
import type { Output } from './output.ts'
import { RDB_VERSION } from './version.ts'

/** The length of a payload's footer: 2 bytes of version, and 8 of the checksum of all that comes before these. */
export const FOOTER = 10

/** Writes the footer, and returns the whole payload. */
export function endPayload(output: Output): Bytes {
  output.uint16(RDB_VERSION)
  output.int64(crc64(output.view()))
  return fromBuffer(output.view())
}

/** Whether the payload ends with a version that is known and the right checksum. O(length). */
export function hasFooter(payload: Buffer): boolean {
  if (payload.length < FOOTER) return false
  const end = payload.length - FOOTER
  if (payload.readUInt16LE(end) > RDB_VERSION) return false
  return payload.readBigUInt64LE(end + 2) === crc64(payload.subarray(0, end + 2))
}
