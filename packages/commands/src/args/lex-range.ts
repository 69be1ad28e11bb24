import { ascii, type Bytes, EMPTY } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import * as arg from './index.ts'

/** One end of a range of members; `below` and `above` are before and after all of them. */
export interface LexBound {
  readonly at: 'below' | 'member' | 'above'
  readonly member: Bytes
  readonly exclusive: boolean
}

/** Members between two bounds, in the order of their bytes. May well be empty. */
export interface LexRange {
  readonly by: 'lex'
  readonly min: LexBound
  readonly max: LexBound
}

const BELOW: LexBound = { at: 'below', member: EMPTY, exclusive: true }
const ABOVE: LexBound = { at: 'above', member: EMPTY, exclusive: true }

/** The range whose bounds are argv[minAt] and argv[maxAt], spelt `[a`, `(a`, `-` or `+`. */
export function lexRange(argv: Argv, minAt: number, maxAt: number): LexRange {
  return { by: 'lex', min: boundOf(arg.bytes(argv, minAt)), max: boundOf(arg.bytes(argv, maxAt)) }
}

function boundOf(text: Bytes): LexBound {
  // A zero byte ends the two signs, as it ends a string in C.
  const sign = text[1] === '\0' ? text[0] : text
  if (sign === '-') return BELOW
  if (sign === '+') return ABOVE
  const exclusive = text.startsWith('(')
  if (!exclusive && !text.startsWith('[')) throw err('min or max not valid string range item')
  return { at: 'member', member: ascii(text.slice(1)), exclusive }
}
