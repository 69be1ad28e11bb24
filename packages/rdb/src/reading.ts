import type { EncodingLimits, Engine } from '@resident/storage'
import { EMPTY_KEY } from './damage.ts'
import type { Input } from './input.ts'
import { readLength } from './length.ts'

/** What the readers of values need. */
export interface Reading {
  readonly input: Input
  /** Makes the values. */
  readonly engine: Engine
  readonly limits: EncodingLimits
}

/** Reads how many elements follow. Throws EMPTY_KEY if there are none. */
export function readCount(input: Input): number {
  const count = readLength(input)
  if (count === 0) throw EMPTY_KEY
  return count
}
