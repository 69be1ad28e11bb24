import { CacheError } from './errors.ts'
import type { Request } from './operation.ts'

const SLOTS = 16_384

/** The slot in which Redis Cluster keeps a key: by its hash tag, if it has one. */
export function slotOf(key: string): number {
  const open = key.indexOf('{')
  const close = open === -1 ? -1 : key.indexOf('}', open + 1)
  return crc16(close > open + 1 ? key.slice(open + 1, close) : key) % SLOTS
}

/** Whether Redis Cluster keeps all these keys in one slot. */
export function inOneSlot(prefix: string, keys: readonly string[]): boolean {
  const first = slotOf(prefix + keys[0])
  return keys.every((key) => slotOf(prefix + key) === first)
}

/** The positions in `keys`, grouped by slot. */
export function bySlot(prefix: string, keys: readonly string[]): number[][] {
  const groups = new Map<number, number[]>()
  keys.forEach((key, position) => {
    const slot = slotOf(prefix + key)
    const group = groups.get(slot)
    if (group === undefined) groups.set(slot, [position])
    else group.push(position)
  })
  return [...groups.values()]
}

export function crossSlot({ operation, keys }: Request): CacheError {
  return new CacheError(
    'CROSS_SLOT',
    "the keys are in different slots of the Redis Cluster, and the operation is atomic. A hash tag in the key pattern keeps keys together: '{:userId}/…', or '{name}/…' for all keys of a keyspace",
    { operation: operation.name, key: keys[0] },
  )
}

/** CRC-16/XMODEM of the text's UTF-8. */
function crc16(text: string): number {
  let crc = 0
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021
  }
  return crc & 0xffff
}
