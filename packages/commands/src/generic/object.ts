import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { objectEncoding } from './object-encoding.ts'
import { objectFreq } from './object-freq.ts'
import { objectIdletime } from './object-idletime.ts'
import { objectRefcount } from './object-refcount.ts'

/** OBJECT */
export const object: Command = {
  name: 'object',
  arity: -2,
  flags: [],
  subcommands: [objectEncoding, objectFreq, helpOf('OBJECT'), objectIdletime, objectRefcount],
}
