import type { StringValue } from '@resident/storage'
import { CORRUPTED_SKETCH } from '../errors.ts'
import { DENSE_LENGTH, HEADER, isDense, REGISTERS, setDense } from './layout.ts'
import { sizeAt, spanAt, valueAt } from './opcodes.ts'

/** Four dense registers, the first in the lowest bits, are three bytes. */
const REGISTERS_A_GROUP = 4
const BYTES_A_GROUP = 3

/** Registers at zero, one per byte. */
export function noRegisters(): Uint8Array {
  return new Uint8Array(REGISTERS)
}

/** Raises each register to its value in the HyperLogLog, of either encoding. Throws CORRUPTED_SKETCH if that makes no sense. */
export function mergeInto(registers: Uint8Array, sketch: Uint8Array): void {
  if (isDense(sketch)) mergeDense(registers, sketch)
  else mergeSparse(registers, sketch)
}

function mergeDense(registers: Uint8Array, sketch: Uint8Array): void {
  let at = HEADER
  for (let i = 0; i < REGISTERS; i += REGISTERS_A_GROUP) {
    const group = sketch[at]! | (sketch[at + 1]! << 8) | (sketch[at + 2]! << 16)
    at += BYTES_A_GROUP
    for (let j = 0; j < REGISTERS_A_GROUP; j++) {
      const value = (group >> (6 * j)) & 63
      if (value > registers[i + j]!) registers[i + j] = value
    }
  }
}

function mergeSparse(registers: Uint8Array, sketch: Uint8Array): void {
  let first = 0
  let at = HEADER
  while (at < sketch.length) {
    const value = valueAt(sketch, at)
    const end = first + spanAt(sketch, at)
    if (end > REGISTERS) throw CORRUPTED_SKETCH
    if (value > 0) {
      for (let i = first; i < end; i++) if (value > registers[i]!) registers[i] = value
    }
    first = end
    at += sizeAt(sketch, at)
  }
  if (first !== REGISTERS) throw CORRUPTED_SKETCH
}

/** A dense HyperLogLog of these registers, with the header of `sketch`. */
export function packed(sketch: Uint8Array, registers: Uint8Array): Uint8Array {
  const dense = new Uint8Array(DENSE_LENGTH)
  dense.set(sketch.subarray(0, HEADER))
  setDense(dense)
  let at = HEADER
  for (let i = 0; i < REGISTERS; i += REGISTERS_A_GROUP) {
    let group = 0
    for (let j = 0; j < REGISTERS_A_GROUP; j++) group |= registers[i + j]! << (6 * j)
    dense[at] = group
    dense[at + 1] = group >> 8
    dense[at + 2] = group >> 16
    at += BYTES_A_GROUP
  }
  return dense
}

/** Raises a register of a dense HyperLogLog to `count`; returns whether it was lower. */
export function raiseDense(string: StringValue, register: number, count: number): boolean {
  const shift = (register * 6) & 7
  const at = HEADER + ((register * 6) >> 3)
  const before = string.byteAt(at) | (string.byteAt(at + 1) << 8)
  if (((before >> shift) & 63) >= count) return false
  const after = (before & ~(63 << shift)) | (count << shift)
  string.setByte(at, after & 255)
  // The last register ends with its byte.
  if (shift > 2) string.setByte(at + 1, after >> 8)
  return true
}
