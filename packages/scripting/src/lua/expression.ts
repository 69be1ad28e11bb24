/** What the parser knows of an expression before its value is in a register. */

/** What it is, and what `info` is for each kind. */
export type ExpressionKind =
  | 'void'
  | 'nil'
  | 'true'
  | 'false'
  /** Index of a constant. */
  | 'constant'
  /** Nothing: `number` is the value. */
  | 'number'
  /** Register. */
  | 'local'
  /** Index of an upvalue. */
  | 'upvalue'
  /** Index of the name among the constants. */
  | 'global'
  /** The table's register; `aux`: register or constant of the key. */
  | 'indexed'
  /** The jump. */
  | 'jump'
  /** The instruction, whose register A is still open. */
  | 'relocatable'
  /** The register. */
  | 'register'
  /** The instruction. */
  | 'call'
  | 'vararg'

/** The end of a list of jumps. */
export const NO_JUMP = -1

export class Expression {
  kind: ExpressionKind = 'void'
  info = 0
  aux = 0
  number = 0
  /** Lists of jumps that leave when the value is true, and when it is false. */
  whenTrue: number = NO_JUMP
  whenFalse: number = NO_JUMP

  set(kind: ExpressionKind, info: number): void {
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
    return this.kind === 'number' && !this.hasJumps
  }

  get hasMultipleResults(): boolean {
    return this.kind === 'call' || this.kind === 'vararg'
  }
}
