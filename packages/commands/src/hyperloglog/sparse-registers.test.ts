import { strict as assert } from 'node:assert'
import { ascii, toBuffer } from '@resident/bytes'
import { test } from 'vitest'
import { CORRUPTED_SKETCH } from '../errors.ts'
import { EMPTY_SKETCH, HEADER, REGISTERS } from './layout.ts'
import { observe } from './observe.ts'
import { mergeInto, noRegisters, packed } from './registers.ts'
import { SparseRegisters } from './sparse-registers.ts'

const NO_LIMIT = Number.MAX_SAFE_INTEGER

function unpacked(sketch: Uint8Array): Uint8Array {
  const registers = noRegisters()
  mergeInto(registers, sketch)
  return registers
}

test('a sparse one says of every register what an array would', () => {
  const sparse = new SparseRegisters(toBuffer(EMPTY_SKETCH))
  const expected = noRegisters()
  for (let n = 0; n < 6000; n++) {
    const { register, count } = observe(ascii(`element ${n}`))
    const outcome = sparse.raise(register, count, NO_LIMIT)
    assert.equal(outcome, count > expected[register]! ? 'raised' : 'same')
    if (outcome === 'raised') expected[register] = count
    if (n % 500 === 0) assert.deepEqual(unpacked(sparse.view), expected)
  }
  assert.deepEqual(unpacked(sparse.view), expected)
})

test('neighbours of one value share an opcode, however they came', () => {
  const sparse = new SparseRegisters(toBuffer(EMPTY_SKETCH))
  for (const register of [5, 3, 4, 6]) sparse.raise(register, 2, NO_LIMIT)
  // ZERO 3, VAL 2 for four, XZERO for the rest.
  assert.deepEqual([...sparse.view.subarray(HEADER)], [0x02, 0x87, 0x7f, 0xf8])
})

test('what it cannot say, or not within the limit, changes nothing', () => {
  const sparse = new SparseRegisters(toBuffer(EMPTY_SKETCH))
  sparse.raise(100, 3, NO_LIMIT)
  const before = [...sparse.view]
  assert.equal(sparse.raise(200, 33, NO_LIMIT), 'full')
  assert.equal(sparse.raise(200, 1, before.length), 'full')
  assert.deepEqual([...sparse.view], before)
  assert.equal(sparse.raise(100, 4, before.length), 'raised')
})

test('opcodes that do not cover all registers are refused', () => {
  const short = toBuffer(ascii(`${EMPTY_SKETCH.slice(0, HEADER)}\x00`))
  const corrupted = (thrown: unknown): boolean => thrown === CORRUPTED_SKETCH
  assert.throws(() => new SparseRegisters(short).raise(1, 1, NO_LIMIT), corrupted)
  assert.throws(() => unpacked(short), corrupted)
  const long = toBuffer(ascii(`${EMPTY_SKETCH}\x00`))
  assert.throws(() => unpacked(long), corrupted)
})

test('a dense one packs six bits a register', () => {
  const registers = Uint8Array.from({ length: REGISTERS }, (_, i) => (i * 7) & 63)
  assert.deepEqual(unpacked(packed(toBuffer(EMPTY_SKETCH), registers)), registers)
})
