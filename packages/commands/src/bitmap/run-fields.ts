import { EMPTY, shrink } from '@resident/bytes'
import type { HeldTypes } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { StringValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'
import { editable } from '../string/edit.ts'
import { readField, writeField } from './field-bits.ts'
import type { FieldOperation } from './field-operation.ts'

export function onlyReads(operations: readonly FieldOperation[]): boolean {
  return operations.every(({ opcode }) => opcode === 'GET')
}

/** Runs operations that only read; a missing key stays missing. */
export function readFields(
  { db }: Client,
  argv: Argv,
  operations: readonly FieldOperation[],
  reply: ReplyWriter,
): void {
  const string = db.read(arg.key(argv, 1), 'string') ?? EMPTY
  reply.array(operations.length)
  for (const operation of operations) reply.integer(shrink(valueIn(string, operation)))
}

/** Runs operations of which some write. Before the first, the string is grown for the one that reaches furthest. */
export function changeFields(
  { db }: Client,
  argv: Argv,
  operations: readonly FieldOperation[],
  reply: ReplyWriter,
): void {
  const key = arg.key(argv, 1)
  const string = editable(db, key, db.write(key, 'string'))
  const grown = grow(string, operations)
  let changes = 0
  reply.array(operations.length)
  for (const operation of operations) {
    const before = valueIn(string, operation)
    const after = resultOf(before, operation)
    if (after === undefined) {
      reply.null()
      continue
    }
    reply.integer(shrink(operation.opcode === 'INCRBY' ? after : before))
    if (operation.opcode === 'GET') continue
    writeField(string, operation.offset, operation.width, after)
    if (grown || after !== before) changes++
  }
  if (changes > 0) db.modified(key, 'setbit', changes)
}

function valueIn(held: HeldTypes['string'], { offset, width, signed }: FieldOperation): bigint {
  const bits = readField(held, offset, width)
  return signed ? BigInt.asIntN(width, bits) : bits
}

/** What the field holds afterwards; `undefined` if OVERFLOW FAIL makes the operation fail. */
function resultOf(before: bigint, operation: FieldOperation): bigint | undefined {
  const { opcode, operand, signed } = operation
  if (opcode === 'GET') return before
  if (opcode === 'INCRBY') return fitted(before + operand, operation)
  // For an unsigned field, Redis reads a negative value as the unsigned 64-bit number with the same bits.
  return fitted(signed ? operand : BigInt.asUintN(64, operand), operation)
}

function fitted(value: bigint, { signed, width, overflow }: FieldOperation): bigint | undefined {
  const wrapped = signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value)
  if (wrapped === value || overflow === 'WRAP') return wrapped
  if (overflow === 'FAIL') return undefined
  const limit = 1n << BigInt(signed ? width - 1 : width)
  if (value > 0n) return limit - 1n
  return signed ? -limit : 0n
}

/** Returns whether the string had to grow. */
function grow(string: StringValue, operations: readonly FieldOperation[]): boolean {
  let last = 0
  for (const { opcode, offset, width } of operations) {
    if (opcode !== 'GET') last = Math.max(last, Math.floor((offset + width - 1) / 8))
  }
  if (last < string.length) return false
  string.setByte(last, 0)
  return true
}
