import { parseStoredInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'

const BIT_OFFSET = err('bit offset is not an integer or out of range')

const HASH = 35

/** The offset of a bit, which must lie within the longest string allowed. Throws. */
export function bitOffset({ server }: Client, argv: Argv, index: number): number {
  return checked(parseStoredInteger(arg.bytes(argv, index)), server.config.maxBulkLength)
}

/** The same for BITFIELD, where `#n` is the offset of the nth field of this width, in bits. */
export function fieldOffset(client: Client, argv: Argv, index: number, width: number): number {
  const text = arg.bytes(argv, index)
  if (text.charCodeAt(0) !== HASH) return bitOffset(client, argv, index)
  const nth = parseStoredInteger(text.slice(1))
  if (nth === undefined) throw BIT_OFFSET
  // Redis multiplies in 64 bits and lets the product wrap.
  const offset = Number(BigInt.asIntN(64, BigInt(nth) * BigInt(width)))
  return checked(offset, client.server.config.maxBulkLength)
}

function checked(offset: number | bigint | undefined, maxBulkLength: number): number {
  if (typeof offset !== 'number' || offset < 0 || offset / 8 >= maxBulkLength) throw BIT_OFFSET
  return offset
}
