/**
 * Lua 5.1's instructions: 32 bits, the operation in the lowest six, then A (8 bits), C (9) and B (9),
 * or Bx (18) in the place of C and B. sBx is Bx with its zero in the middle.
 */
export const OP_MOVE = 0
export const OP_LOADK = 1
export const OP_LOADBOOL = 2
export const OP_LOADNIL = 3
export const OP_GETUPVAL = 4
export const OP_GETGLOBAL = 5
export const OP_GETTABLE = 6
export const OP_SETGLOBAL = 7
export const OP_SETUPVAL = 8
export const OP_SETTABLE = 9
export const OP_NEWTABLE = 10
export const OP_SELF = 11
export const OP_ADD = 12
export const OP_SUB = 13
export const OP_MUL = 14
export const OP_DIV = 15
export const OP_MOD = 16
export const OP_POW = 17
export const OP_UNM = 18
export const OP_NOT = 19
export const OP_LEN = 20
export const OP_CONCAT = 21
export const OP_JMP = 22
export const OP_EQ = 23
export const OP_LT = 24
export const OP_LE = 25
export const OP_TEST = 26
export const OP_TESTSET = 27
export const OP_CALL = 28
export const OP_TAILCALL = 29
export const OP_RETURN = 30
export const OP_FORLOOP = 31
export const OP_FORPREP = 32
export const OP_TFORLOOP = 33
export const OP_SETLIST = 34
export const OP_CLOSE = 35
export const OP_CLOSURE = 36
export const OP_VARARG = 37

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
    op === OP_EQ ||
    op === OP_LT ||
    op === OP_LE ||
    op === OP_TEST ||
    op === OP_TESTSET ||
    op === OP_TFORLOOP
  )
}

/** Whether Lua counts the operation among those that write into register A: TEST too, which only reads it. */
export function setsA(op: number): boolean {
  switch (op) {
    case OP_SETGLOBAL:
    case OP_SETUPVAL:
    case OP_SETTABLE:
    case OP_JMP:
    case OP_EQ:
    case OP_LT:
    case OP_LE:
    case OP_RETURN:
    case OP_TFORLOOP:
    case OP_SETLIST:
    case OP_CLOSE:
      return false
    default:
      return true
  }
}
