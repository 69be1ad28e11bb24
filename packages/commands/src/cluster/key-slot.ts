import type { Bytes } from '@resident/bytes'

/** How many slots keys are spread over. */
export const SLOTS = 16_384

/** CRC16-CCITT (XMODEM): the polynomial x^16 + x^12 + x^5 + 1, bit by bit for each byte. */
const CRC16: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)
  return crc
})

/** The slot of a key or shard channel. If there is something between its first pair of braces, only that is hashed. */
export function keySlot(key: Bytes): number {
  const open = key.indexOf('{')
  const close = open === -1 ? -1 : key.indexOf('}', open + 1)
  const [start, end] = close > open + 1 ? [open + 1, close] : [0, key.length]
  let crc = 0
  for (let i = start; i < end; i++) {
    crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >>> 8) ^ key.charCodeAt(i)]!
  }
  return crc % SLOTS
}
