/** What the parser knows of an expression before its value stands in a register. */

export const VVOID = 0
export const VNIL = 1
export const VTRUE = 2
export const VFALSE = 3
/** `info`: index of a constant. */
export const VK = 4
/** `number`: the value. */
export const VKNUM = 5
/** `info`: register. */
export const VLOCAL = 6
/** `info`: index of an upvalue. */
export const VUPVAL = 7
/** `info`: index of the name among the constants. */
export const VGLOBAL = 8
/** `info`: the table's register; `aux`: register or constant of the key. */
export const VINDEXED = 9
/** `info`: the jump. */
export const VJMP = 10
/** `info`: the instruction, whose register A is still open. */
export const VRELOCABLE = 11
/** `info`: the register. */
export const VNONRELOC = 12
/** `info`: the instruction. */
export const VCALL = 13
export const VVARARG = 14

/** The end of a list of jumps. */
export const NO_JUMP = -1

export class Expression {
  kind: number = VVOID
  info = 0
  aux = 0
  number = 0
  /** Lists of jumps that leave when the value is true, and when it is false. */
  whenTrue: number = NO_JUMP
  whenFalse: number = NO_JUMP

  set(kind: number, info: number): void {
    this.kind = kind
    this.info = info
    this.whenTrue = NO_JUMP
    this.whenFalse = NO_JUMP
  }

  assign(other: Expression): void {
    this.kind = other.kind
    this.info = other.info
    this.aux = other.aux
    this.number = other.number
    this.whenTrue = other.whenTrue
    this.whenFalse = other.whenFalse
  }

  get hasJumps(): boolean {
    return this.whenTrue !== this.whenFalse
  }

  get isNumeral(): boolean {
    return this.kind === VKNUM && !this.hasJumps
  }

  get hasMultipleResults(): boolean {
    return this.kind === VCALL || this.kind === VVARARG
  }
}
