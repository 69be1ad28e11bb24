import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import { SLOTS } from './key-slot.ts'

/** A slot's number. Redis has one refusal for words as well as for numbers that are none. */
export function slotArgument(argv: Argv, index: number): number {
  const slot = parseInteger(arg.bytes(argv, index))
  if (slot === undefined || slot < 0 || slot >= SLOTS) throw err('Invalid or out of range slot')
  return slot
}
