import { parseStoredInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'

const BIT_OFFSET = err('bit offset is not an integer or out of range')

const HASH = 35

/** The position of a bit, which must lie within the longest string allowed. */
export function bitOffset({ server }: Client, argv: Argv, index: number): number {
  return checked(parseStoredInteger(arg.bytes(argv, index)), server.config.maxBulkLength)
}

/** The same; `#n` is the nth of fields that are so many bits wide. */
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
