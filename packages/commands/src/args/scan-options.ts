import { type Bytes, UINT64_MAX } from '@resident/bytes'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { globMatches } from '../glob.ts'
import * as arg from './index.ts'

const INVALID_CURSOR = err('invalid cursor')

/** What SCAN, SSCAN, HSCAN and ZSCAN are asked for besides the cursor. */
export interface ScanOptions {
  /** How many elements to look at; 10 by default. */
  count: number
  /** `undefined` where all match. */
  pattern: Bytes | undefined
  /** SCAN's TYPE, as it was spelt. */
  type: Bytes | undefined
}

/**
 * A cursor as C's strtoul reads one: signs are allowed, an empty text is 0, a NUL ends it. Beyond 2^53 the
 * nearest double.
 */
export function scanCursor(argv: Argv, index: number): number {
  const text = arg.bytes(argv, index).split('\0', 1)[0] as string
  if (text === '') return 0
  if (!/^[+-]?\d+$/.test(text)) throw INVALID_CURSOR
  const negative = text.startsWith('-')
  const size = BigInt(text.replace(/^[+-]/, ''))
  if (size > UINT64_MAX) throw INVALID_CURSOR
  return Number(negative ? BigInt.asUintN(64, -size) : size)
}

/** `[MATCH pattern] [COUNT count]` from argv[from] on, and where it is allowed `[TYPE type]`. */
export function scanOptions(
  argv: Argv,
  from: number,
  { mayHaveType = false }: { readonly mayHaveType?: boolean } = {},
): ScanOptions {
  const options: ScanOptions = { count: 10, pattern: undefined, type: undefined }
  for (let i = from; i < argv.length; i += 2) {
    const word = arg.word(argv, i)
    if (i + 1 === argv.length) throw SYNTAX
    if (word === 'COUNT') options.count = countOf(argv, i + 1)
    else if (word === 'MATCH') options.pattern = patternOf(argv, i + 1)
    else if (word === 'TYPE' && mayHaveType) options.type = arg.bytes(argv, i + 1)
    else throw SYNTAX
  }
  return options
}

/** Whether the element matches MATCH's pattern, if there is one. */
export function isWanted(pattern: Bytes | undefined, element: Bytes): boolean {
  return pattern === undefined || globMatches(pattern, element)
}

function countOf(argv: Argv, index: number): number {
  const count = arg.integer(argv, index)
  if (count < 1) throw SYNTAX
  return count
}

/** A single star counts as no pattern: it matches the empty element too, which other patterns of stars do not. */
function patternOf(argv: Argv, index: number): Bytes | undefined {
  const pattern = arg.bytes(argv, index)
  return pattern === '*' ? undefined : pattern
}
