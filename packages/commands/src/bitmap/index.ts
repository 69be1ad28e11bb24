import type { Command } from '../command.ts'
import { bitcount } from './bitcount.ts'
import { bitfield } from './bitfield.ts'
import { bitfieldRo } from './bitfield_ro.ts'
import { bitop } from './bitop.ts'
import { bitpos } from './bitpos.ts'
import { getbit } from './getbit.ts'
import { setbit } from './setbit.ts'

/** The commands on the bits of strings. */
export const bitmapCommands: readonly Command[] = [
  bitcount,
  bitfield,
  bitfieldRo,
  bitop,
  bitpos,
  getbit,
  setbit,
]
