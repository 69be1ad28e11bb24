import { UINT64_MAX } from '@resident/bytes'
import { untilZero } from '../until-zero.ts'

const UNITS: Readonly<Record<string, bigint>> = {
  '': 1n,
  b: 1n,
  k: 1000n,
  kb: 1024n,
  m: 1000_000n,
  mb: 1024n * 1024n,
  g: 1000_000_000n,
  gb: 1024n * 1024n * 1024n,
}

/**
 * An amount of memory in bytes, as Redis's memtoull reads it: 100mb is 100 * 1024 * 1024, 100m is
 * 100 * 1000 * 1000, an empty text is 0, and an overflow of 64 bits wraps round.
 */
export function parseMemory(text: string): bigint | undefined {
  const parts = /^(\d{0,127})([a-z]*)$/i.exec(untilZero(text))
  const unit = parts === null ? undefined : UNITS[parts[2]!.toLowerCase()]
  if (parts === null || unit === undefined) return undefined
  const count = BigInt(parts[1]!)
  return BigInt.asUintN(64, (count > UINT64_MAX ? UINT64_MAX : count) * unit)
}
