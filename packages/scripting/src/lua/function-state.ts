import { Code } from './code.ts'
import type { ExpressionKind } from './expression.ts'
import type { Lexer } from './lexer.ts'
import type { Prototype } from './prototype.ts'

/** A block of statements: its jumps out, and how many variables lived before it. */
export interface Block {
  readonly outer: Block | undefined
  breaks: number
  readonly activeLocals: number
  hasUpvalue: boolean
  readonly isBreakable: boolean
}

export interface CapturedVariable {
  readonly kind: ExpressionKind
  readonly info: number
}

/** A function while it is being compiled. */
export class FunctionState {
  readonly p: Prototype
  readonly code: Code
  readonly outer: FunctionState | undefined
  block: Block | undefined = undefined
  /** Indexes into `p.locals` of the variables that live. */
  readonly active: number[] = []
  readonly captured: CapturedVariable[] = []

  constructor(p: Prototype, lexer: Lexer, outer: FunctionState | undefined) {
    this.p = p
    this.code = new Code(p, lexer)
    this.outer = outer
  }

  findLocal(name: string): number {
    for (let i = this.code.activeLocals - 1; i >= 0; i--) {
      if (this.p.locals[this.active[i]!]!.name === name) return i
    }
    return -1
  }

  markUpvalue(level: number): void {
    let { block } = this
    while (block !== undefined && block.activeLocals > level) block = block.outer
    if (block !== undefined) block.hasUpvalue = true
  }
}
