import { type Bytes, fromBuffer } from '@resident/bytes'
import { crc64 } from './crc64.ts'
import type { Output } from './output.ts'
import { RDB_VERSION } from './version.ts'

/** A payload ends with the version, in 2 bytes, and the checksum of all before it, in 8. */
export const FOOTER = 10

/** Ends a payload; gives the whole. */
export function endPayload(output: Output): Bytes {
  output.uint16(RDB_VERSION)
  output.int64(crc64(output.view()))
  return fromBuffer(output.view())
}

/** Whether the payload ends as it must. */
export function hasFooter(payload: Buffer): boolean {
  if (payload.length < FOOTER) return false
  const end = payload.length - FOOTER
  if (payload.readUInt16LE(end) > RDB_VERSION) return false
  return payload.readBigUInt64LE(end + 2) === crc64(payload.subarray(0, end + 2))
}
