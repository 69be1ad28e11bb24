import type { Bytes } from '@resident/bytes'
import type { LuaClosure, NativeClosure } from '../lua/index.ts'

/** A function as a library registered it. */
export interface LibraryFunction {
  readonly name: Bytes
  readonly description: Bytes | undefined
  /** Bits of `Flag`. */
  readonly flags: number
  readonly body: LuaClosure | NativeClosure
}

/** A library: its code, and the functions that the code has registered. */
export interface Library {
  readonly name: Bytes
  readonly code: Bytes
  readonly functions: Map<Bytes, LibraryFunction>
}

/** Whether this is a valid name for a library or function. */
export function isName(name: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(name)
}
