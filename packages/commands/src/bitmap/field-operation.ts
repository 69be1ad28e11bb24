import { type Bytes, parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { fieldOffset } from './bit-offset.ts'

const BITFIELD_TYPE = err(
  'Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
)

/** What is done when a value does not fit into its field. */
export type Overflow = 'WRAP' | 'SAT' | 'FAIL'

/** The type of a field, such as i16 or u8. */
export interface FieldType {
  readonly signed: boolean
  /** In bits: up to 64, or 63 without a sign. */
  readonly width: number
}

/** One of the operations that a BITFIELD asks for. */
export interface FieldOperation extends FieldType {
  readonly opcode: 'GET' | 'SET' | 'INCRBY'
  /** The field's first bit. */
  readonly offset: number
  /** The value to set, or the increment. */
  readonly operand: bigint
  readonly overflow: Overflow
}

export function parseFieldOperations(client: Client, argv: Argv): FieldOperation[] {
  const operations: FieldOperation[] = []
  let overflow: Overflow = 'WRAP'
  let i = 2
  while (i < argv.length) {
    const opcode = arg.word(argv, i)
    const following = argv.length - i - 1
    if (opcode === 'OVERFLOW' && following >= 1) {
      overflow = overflowOf(arg.word(argv, i + 1))
      i += 2
    } else if (opcode === 'GET' && following >= 2) {
      operations.push({ opcode, ...fieldOf(client, argv, i + 1), operand: 0n, overflow })
      i += 3
    } else if ((opcode === 'SET' || opcode === 'INCRBY') && following >= 3) {
      const field = fieldOf(client, argv, i + 1)
      operations.push({ opcode, ...field, operand: arg.int64(argv, i + 3), overflow })
      i += 4
    } else throw SYNTAX
  }
  return operations
}

/** A type at `index`, and the offset that follows it. */
function fieldOf(client: Client, argv: Argv, index: number): FieldType & { offset: number } {
  const { signed, width } = typeOf(arg.bytes(argv, index))
  return { signed, width, offset: fieldOffset(client, argv, index + 1, width) }
}

function typeOf(text: Bytes): FieldType {
  const signed = text.startsWith('i')
  if (!signed && !text.startsWith('u')) throw BITFIELD_TYPE
  const width = parseInteger(untilZero(text).slice(1)) ?? 0
  if (width < 1 || width > (signed ? 64 : 63)) throw BITFIELD_TYPE
  return { signed, width }
}

function overflowOf(word: string): Overflow {
  if (word === 'WRAP' || word === 'SAT' || word === 'FAIL') return word
  throw err('Invalid OVERFLOW type specified')
}
