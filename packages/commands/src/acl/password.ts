import { ascii, type Bytes } from '@resident/bytes'

/** Computes SHA-256 digests, of 32 bytes. */
export interface Hasher {
  sha256(content: Bytes): Bytes
}

/** A password as it is stored: its SHA-256 in hexadecimal digits. */
export function hashPassword(password: Bytes, hasher: Hasher): Bytes {
  let digits = ''
  for (const byte of hasher.sha256(password)) {
    digits += byte.charCodeAt(0).toString(16).padStart(2, '0')
  }
  return ascii(digits)
}

export function isPasswordHash(text: Bytes): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** Whether two hashes are equal, compared in a time that does not depend on where they differ. */
export function sameHash(a: Bytes, b: Bytes): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
