import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import { SLOTS } from './key-slot.ts'

/** A slot number. Redis has the same refusal for what is no integer and for what is out of range. */
export function slotArgument(argv: Argv, index: number): number {
  const slot = parseInteger(arg.bytes(argv, index))
  if (slot === undefined || slot < 0 || slot >= SLOTS) throw err('Invalid or out of range slot')
  return slot
}
