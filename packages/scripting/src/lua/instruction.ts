/**
 * Lua 5.1's instructions: 32 bits, the operation in the lowest six, then A (8 bits), C (9) and B (9),
 * or Bx (18) in the place of C and B. sBx is Bx with its zero in the middle.
 */

import * as OP from './opcodes.ts'

export const MAXARG_C = 0x1ff
export const MAXARG_BX = 0x3ffff
export const MAXARG_SBX = 131071

/** Set in B or C: the rest is the index of a constant. */
export const BITRK = 256
export const MAXINDEXRK = 255
/** No register. */
export const NO_REG = 0xff
/** How many elements one SETLIST stores. */
export const FIELDS_PER_FLUSH = 50

export const opOf = (i: number): number => i & 0x3f
export const aOf = (i: number): number => (i >> 6) & 0xff
export const bOf = (i: number): number => i >>> 23
export const cOf = (i: number): number => (i >> 14) & 0x1ff
export const bxOf = (i: number): number => i >>> 14
export const sbxOf = (i: number): number => (i >>> 14) - MAXARG_SBX

export const makeABC = (op: number, a: number, b: number, c: number): number =>
  op | (a << 6) | (c << 14) | (b << 23)
export const makeABx = (op: number, a: number, bx: number): number => op | (a << 6) | (bx << 14)

export const withA = (i: number, a: number): number => (i & ~(0xff << 6)) | (a << 6)
export const withB = (i: number, b: number): number => (i & ~(0x1ff << 23)) | (b << 23)
export const withC = (i: number, c: number): number => (i & ~(0x1ff << 14)) | (c << 14)
export const withSbx = (i: number, sbx: number): number => (i & 0x3fff) | ((sbx + MAXARG_SBX) << 14)

/** Whether the next instruction is a jump that this one decides about. */
export function isTest(op: number): boolean {
  return (
    op === OP.EQ ||
    op === OP.LT ||
    op === OP.LE ||
    op === OP.TEST ||
    op === OP.TESTSET ||
    op === OP.TFORLOOP
  )
}

/** Whether Lua counts the operation among those that write into register A: TEST too, which only reads it. */
export function setsA(op: number): boolean {
  switch (op) {
    case OP.SETGLOBAL:
    case OP.SETUPVAL:
    case OP.SETTABLE:
    case OP.JMP:
    case OP.EQ:
    case OP.LT:
    case OP.LE:
    case OP.RETURN:
    case OP.TFORLOOP:
    case OP.SETLIST:
    case OP.CLOSE:
      return false
    default:
      return true
  }
}
