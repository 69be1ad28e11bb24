import { Code } from './code.ts'
import { type Expression, type ExpressionKind, NO_JUMP } from './expression.ts'
import type { Lexer } from './lexer.ts'
import { Prototype } from './prototype.ts'

const MAXVARS = 200
const MAXUPVALUES = 60

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

/** A function while it is being compiled: its variables and blocks, and its code so far. */
export class FunctionState {
  readonly p: Prototype
  readonly code: Code
  readonly outer: FunctionState | undefined
  block: Block | undefined = undefined
  /** Indexes into `p.locals` of the variables that live. */
  readonly active: number[] = []
  readonly captured: CapturedVariable[] = []
  readonly #lexer: Lexer

  constructor(lexer: Lexer, outer: FunctionState | undefined) {
    this.#lexer = lexer
    this.p = new Prototype(lexer.source)
    this.code = new Code(this.p, lexer)
    this.outer = outer
  }

  /** Refuses more than Lua allows of something in one function. */
  limit(count: number, most: number, what: string): void {
    if (count <= most) return
    const { lineDefined } = this.p
    const where = lineDefined === 0 ? 'main function' : `function at line ${lineDefined}`
    this.#lexer.error(`${where} has more than ${most} ${what}`)
  }

  /** Declares the variable that will live `offset` places beyond the last; it does not live yet. */
  newLocal(name: string, offset: number): void {
    const { activeLocals } = this.code
    this.limit(activeLocals + offset + 1, MAXVARS, 'local variables')
    this.active[activeLocals + offset] = this.p.locals.length
    this.p.locals.push({ name, start: 0, end: 0 })
  }

  /** From here on so many more of the declared variables live. */
  adjustLocals(count: number): void {
    const { p, code, active } = this
    for (let left = count; left > 0; left--) p.locals[active[code.activeLocals++]!]!.start = code.pc
  }

  /** Variables beyond `level` live no longer. */
  removeLocals(level: number): void {
    const { p, code, active } = this
    while (code.activeLocals > level) p.locals[active[--code.activeLocals]!]!.end = code.pc
  }

  /** Makes an expression of the variable: a local one, one of a function around this one, or else a global one. */
  variable(name: string, e: Expression): void {
    if (!this.#resolve(name, e, true)) e.set('global', this.code.stringConstant(name))
  }

  #resolve(name: string, e: Expression, isBase: boolean): boolean {
    const local = this.#findLocal(name)
    if (local >= 0) {
      e.set('local', local)
      if (!isBase) this.#markUpvalue(local)
      return true
    }
    if (this.outer === undefined || !this.outer.#resolve(name, e, false)) return false
    e.set('upvalue', this.#capture(name, e))
    return true
  }

  #capture(name: string, e: Expression): number {
    const { captured, p } = this
    const known = captured.findIndex(({ kind, info }) => kind === e.kind && info === e.info)
    if (known !== -1) return known
    this.limit(captured.length + 1, MAXUPVALUES, 'upvalues')
    p.upvalueNames.push(name)
    return captured.push({ kind: e.kind, info: e.info }) - 1
  }

  enterBlock(isBreakable: boolean): Block {
    const { activeLocals } = this.code
    const outer = this.block
    this.block = { outer, breaks: NO_JUMP, activeLocals, hasUpvalue: false, isBreakable }
    return this.block
  }

  leaveBlock(): void {
    const { code } = this
    const block = this.block!
    this.block = block.outer
    this.removeLocals(block.activeLocals)
    if (block.hasUpvalue) code.close(block.activeLocals)
    code.freeRegister = code.activeLocals
    code.patchToHere(block.breaks)
  }

  /** Nothing more comes. */
  finish(): void {
    this.removeLocals(0)
    this.code.return(0, 0)
    this.p.upvalueCount = this.captured.length
    this.code.finish()
  }

  #findLocal(name: string): number {
    for (let i = this.code.activeLocals - 1; i >= 0; i--) {
      if (this.p.locals[this.active[i]!]!.name === name) return i
    }
    return -1
  }

  #markUpvalue(level: number): void {
    let { block } = this
    while (block !== undefined && block.activeLocals > level) block = block.outer
    if (block !== undefined) block.hasUpvalue = true
  }
}
