import type { StringValue } from '@resident/storage'
import { CORRUPTED_SKETCH } from '../errors.ts'
import { DENSE_LENGTH, HEADER, isDense, REGISTERS, setDense } from './layout.ts'
import { sizeAt, spanAt, valueAt } from './opcodes.ts'

/** Registers, one a byte, all at zero. */
export function noRegisters(): Uint8Array {
  return new Uint8Array(REGISTERS)
}

/** Raises each register to what it is in the HyperLogLog, of either encoding. Refuses one that makes no sense. */
export function mergeInto(registers: Uint8Array, sketch: Uint8Array): void {
  if (isDense(sketch)) mergeDense(registers, sketch)
  else mergeSparse(registers, sketch)
}

function mergeDense(registers: Uint8Array, sketch: Uint8Array): void {
  for (let i = 0; i < REGISTERS; i++) {
    const value = denseRegister(sketch, i)
    if (value > registers[i]!) registers[i] = value
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

/** A dense HyperLogLog of these registers, its header like that of `sketch`. */
export function packed(sketch: Uint8Array, registers: Uint8Array): Uint8Array {
  const dense = new Uint8Array(DENSE_LENGTH)
  dense.set(sketch.subarray(0, HEADER))
  setDense(dense)
  let at = HEADER
  for (let i = 0; i < REGISTERS; i += 4) {
    // Four registers of six bits, the first in the low bits, are three bytes.
    const a = registers[i]!
    const b = registers[i + 1]!
    const c = registers[i + 2]!
    dense[at++] = a | (b << 6)
    dense[at++] = (b >> 2) | (c << 4)
    dense[at++] = (c >> 4) | (registers[i + 3]! << 2)
  }
  return dense
}

/** Raises a register of a dense HyperLogLog to `count`; says whether it was lower. */
export function raiseDense(string: StringValue, register: number, count: number): boolean {
  if (denseRegister(string.view(), register) >= count) return false
  const shift = (register * 6) & 7
  const at = HEADER + ((register * 6) >> 3)
  const before = string.byteAt(at) | (string.byteAt(at + 1) << 8)
  const after = (before & ~(63 << shift)) | (count << shift)
  string.setByte(at, after & 255)
  // The last register ends with its byte.
  if (shift > 2) string.setByte(at + 1, after >> 8)
  return true
}

function denseRegister(sketch: Uint8Array, register: number): number {
  const at = HEADER + ((register * 6) >> 3)
  const pair = sketch[at]! | ((sketch[at + 1] ?? 0) << 8)
  return (pair >> ((register * 6) & 7)) & 63
}
