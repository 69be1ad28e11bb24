/** Emits the instructions of one function: the counterpart of Lua's lcode.c. */

import { calculate } from './arithmetic.ts'
import { Expression, NO_JUMP } from './expression.ts'
import {
  aOf,
  BITRK,
  bOf,
  cOf,
  FIELDS_PER_FLUSH,
  isTest,
  MAXARG_BX,
  MAXARG_C,
  MAXARG_SBX,
  MAXINDEXRK,
  makeABC,
  makeABx,
  NO_REG,
  opOf,
  sbxOf,
  withA,
  withB,
  withC,
  withSbx,
} from './instruction.ts'
import type { Lexer, Token } from './lexer.ts'
import * as OP from './opcodes.ts'
import type { Prototype } from './prototype.ts'

/** As many registers as a function may use. */
const MAXSTACK = 250
/** "All results", in place of a count of them. */
export const MULTRET = -1

export class Code {
  readonly p: Prototype
  readonly #lexer: Lexer
  readonly #code: number[] = []
  readonly #lines: number[] = []
  readonly #constants = new Map<unknown, number>()
  /** The last instruction that a jump leads to: what follows must not be merged with what precedes. */
  #lastTarget = -1
  /** Jumps that lead to the next instruction that will be emitted. */
  #pending = NO_JUMP
  freeRegister = 0
  /** How many local variables live, and so occupy the lowest registers. */
  activeLocals = 0

  constructor(p: Prototype, lexer: Lexer) {
    this.p = p
    this.#lexer = lexer
  }

  get pc(): number {
    return this.#code.length
  }

  /** Hands the instructions over to the prototype. */
  finish(): void {
    this.p.code = Int32Array.from(this.#code)
    this.p.lines = this.#lines
  }

  // Instructions

  abc(op: number, a: number, b: number, c: number): number {
    return this.emit(makeABC(op, a, b, c), this.#lexer.lastLine)
  }

  abx(op: number, a: number, bx: number): number {
    return this.emit(makeABx(op, a, bx), this.#lexer.lastLine)
  }

  asbx(op: number, a: number, sbx: number): number {
    return this.abx(op, a, sbx + MAXARG_SBX)
  }

  emit(instruction: number, line: number): number {
    this.#dischargePending()
    this.#code.push(instruction | 0)
    this.#lines.push(line)
    return this.pc - 1
  }

  /** Notes that the last instruction belongs to another line. */
  fixLine(line: number): void {
    this.#lines[this.pc - 1] = line
  }

  instruction(at: number): number {
    return this.#code[at]!
  }

  patch(at: number, instruction: number): void {
    this.#code[at] = instruction | 0
  }

  loadNil(from: number, count: number): void {
    if (this.pc > this.#lastTarget) {
      if (this.pc === 0) {
        // Registers are clean when a function begins.
        if (from >= this.activeLocals) return
      } else {
        const previous = this.#code[this.pc - 1]!
        if (opOf(previous) === OP.LOADNIL) {
          const first = aOf(previous)
          const last = bOf(previous)
          if (first <= from && from <= last + 1) {
            if (from + count - 1 > last) this.patch(this.pc - 1, withB(previous, from + count - 1))
            return
          }
        }
      }
    }
    this.abc(OP.LOADNIL, from, from + count - 1, 0)
  }

  return(first: number, count: number): void {
    this.abc(OP.RETURN, first, count + 1, 0)
  }

  /** Stores the last elements of a table constructor. */
  setList(table: number, stored: number, pending: number): void {
    const block = Math.floor((stored - 1) / FIELDS_PER_FLUSH) + 1
    const count = pending === MULTRET ? 0 : pending
    if (block <= MAXARG_C) this.abc(OP.SETLIST, table, count, block)
    else {
      this.abc(OP.SETLIST, table, count, 0)
      this.emit(block, this.#lexer.lastLine)
    }
    this.freeRegister = table + 1
  }

  // Jumps: a list of them is threaded through their own operands

  jump(): number {
    const pending = this.#pending
    this.#pending = NO_JUMP
    return this.concatJumps(this.asbx(OP.JMP, 0, NO_JUMP), pending)
  }

  /** Marks the next instruction as the target of a jump. */
  label(): number {
    this.#lastTarget = this.pc
    return this.pc
  }

  patchTo(list: number, target: number): void {
    if (target === this.pc) this.patchToHere(list)
    else this.#patchList(list, target, NO_REG, target)
  }

  patchToHere(list: number): void {
    this.label()
    this.#pending = this.concatJumps(this.#pending, list)
  }

  /** Both lists as one. */
  concatJumps(one: number, other: number): number {
    if (other === NO_JUMP) return one
    if (one === NO_JUMP) return other
    let last = one
    for (let next = this.#nextJump(last); next !== NO_JUMP; next = this.#nextJump(last)) last = next
    this.#fixJump(last, other)
    return one
  }

  #nextJump(at: number): number {
    const offset = sbxOf(this.#code[at]!)
    return offset === NO_JUMP ? NO_JUMP : at + 1 + offset
  }

  #fixJump(at: number, target: number): void {
    const offset = target - (at + 1)
    if (Math.abs(offset) > MAXARG_SBX) this.#lexer.syntaxError('control structure too long')
    this.patch(at, withSbx(this.#code[at]!, offset))
  }

  /** The instruction that decides about a jump: the test before it, or the jump itself. */
  #controlOf(at: number): number {
    return at >= 1 && isTest(opOf(this.#code[at - 1]!)) ? at - 1 : at
  }

  /** Whether some jump of the list leaves no value behind. */
  #needsValue(list: number): boolean {
    for (let at = list; at !== NO_JUMP; at = this.#nextJump(at)) {
      if (opOf(this.#code[this.#controlOf(at)]!) !== OP.TESTSET) return true
    }
    return false
  }

  #patchTest(node: number, register: number): boolean {
    const at = this.#controlOf(node)
    const i = this.#code[at]!
    if (opOf(i) !== OP.TESTSET) return false
    if (register !== NO_REG && register !== bOf(i)) this.patch(at, withA(i, register))
    else this.patch(at, makeABC(OP.TEST, bOf(i), 0, cOf(i)))
    return true
  }

  #removeValues(list: number): void {
    for (let at = list; at !== NO_JUMP; at = this.#nextJump(at)) this.#patchTest(at, NO_REG)
  }

  #patchList(list: number, valueTarget: number, register: number, otherTarget: number): void {
    let at = list
    while (at !== NO_JUMP) {
      const next = this.#nextJump(at)
      this.#fixJump(at, this.#patchTest(at, register) ? valueTarget : otherTarget)
      at = next
    }
  }

  #dischargePending(): void {
    const pending = this.#pending
    this.#pending = NO_JUMP
    this.#patchList(pending, this.pc, NO_REG, this.pc)
  }

  // Registers

  checkStack(count: number): void {
    const size = this.freeRegister + count
    if (size <= this.p.stackSize) return
    if (size >= MAXSTACK) this.#lexer.syntaxError('function or expression too complex')
    this.p.stackSize = size
  }

  reserve(count: number): void {
    this.checkStack(count)
    this.freeRegister += count
  }

  #free(register: number): void {
    if (register < BITRK && register >= this.activeLocals) this.freeRegister--
  }

  #freeExpression(e: Expression): void {
    if (e.kind === 'register') this.#free(e.info)
  }

  // Constants

  stringConstant(text: string): number {
    return this.#constant(text, text)
  }

  numberConstant(value: number): number {
    // 0 and -0 are one constant, as they are one key of Lua's table of constants.
    return this.#constant(value, value)
  }

  #constant(key: unknown, value: boolean | number | string | undefined): number {
    const known = this.#constants.get(key)
    if (known !== undefined) return known
    const index = this.p.constants.length
    if (index > MAXARG_BX) this.#lexer.error('constant table overflow')
    this.#constants.set(key, index)
    this.p.constants.push(value)
    return index
  }

  // Expressions

  /** Makes a call or `...` give `count` results. */
  setReturns(e: Expression, count: number): void {
    const i = this.#code[e.info]
    if (e.kind === 'call') this.patch(e.info, withC(i!, count + 1))
    else if (e.kind === 'vararg') {
      this.patch(e.info, withA(withB(i!, count + 1), this.freeRegister))
      this.reserve(1)
    }
  }

  setOneReturn(e: Expression): void {
    if (e.kind === 'call') {
      e.kind = 'register'
      e.info = aOf(this.#code[e.info]!)
    } else if (e.kind === 'vararg') {
      this.patch(e.info, withB(this.#code[e.info]!, 2))
      e.kind = 'relocatable'
    }
  }

  /** Variables become values: what they need is emitted. */
  dischargeVariable(e: Expression): void {
    switch (e.kind) {
      case 'local':
        e.kind = 'register'
        break
      case 'upvalue':
        e.info = this.abc(OP.GETUPVAL, 0, e.info, 0)
        e.kind = 'relocatable'
        break
      case 'global':
        e.info = this.abx(OP.GETGLOBAL, 0, e.info)
        e.kind = 'relocatable'
        break
      case 'indexed':
        this.#free(e.aux)
        this.#free(e.info)
        e.info = this.abc(OP.GETTABLE, 0, e.info, e.aux)
        e.kind = 'relocatable'
        break
      case 'call':
      case 'vararg':
        this.setOneReturn(e)
        break
      default:
    }
  }

  #dischargeTo(e: Expression, register: number): void {
    this.dischargeVariable(e)
    switch (e.kind) {
      case 'nil':
        this.loadNil(register, 1)
        break
      case 'false':
      case 'true':
        this.abc(OP.LOADBOOL, register, e.kind === 'true' ? 1 : 0, 0)
        break
      case 'constant':
        this.abx(OP.LOADK, register, e.info)
        break
      case 'number':
        this.abx(OP.LOADK, register, this.numberConstant(e.number))
        break
      case 'relocatable':
        this.patch(e.info, withA(this.#code[e.info]!, register))
        break
      case 'register':
        if (register !== e.info) this.abc(OP.MOVE, register, e.info, 0)
        break
      default:
        // Nothing to load, or a jump, whose value the caller sees to.
        return
    }
    e.info = register
    e.kind = 'register'
  }

  #dischargeToAny(e: Expression): void {
    if (e.kind === 'register') return
    this.reserve(1)
    this.#dischargeTo(e, this.freeRegister - 1)
  }

  #toRegister(e: Expression, register: number): void {
    this.#dischargeTo(e, register)
    if (e.kind === 'jump') e.whenTrue = this.concatJumps(e.whenTrue, e.info)
    if (e.hasJumps) this.#loadJumped(e, register)
    e.whenTrue = NO_JUMP
    e.whenFalse = NO_JUMP
    e.info = register
    e.kind = 'register'
  }

  /** Jumps of the expression end here, with its value in the register. */
  #loadJumped(e: Expression, register: number): void {
    let loadFalse = NO_JUMP
    let loadTrue = NO_JUMP
    if (this.#needsValue(e.whenTrue) || this.#needsValue(e.whenFalse)) {
      const past = e.kind === 'jump' ? NO_JUMP : this.jump()
      this.label()
      loadFalse = this.abc(OP.LOADBOOL, register, 0, 1)
      this.label()
      loadTrue = this.abc(OP.LOADBOOL, register, 1, 0)
      this.patchToHere(past)
    }
    const end = this.label()
    this.#patchList(e.whenFalse, end, register, loadFalse)
    this.#patchList(e.whenTrue, end, register, loadTrue)
  }

  toNextRegister(e: Expression): void {
    this.dischargeVariable(e)
    this.#freeExpression(e)
    this.reserve(1)
    this.#toRegister(e, this.freeRegister - 1)
  }

  toAnyRegister(e: Expression): number {
    this.dischargeVariable(e)
    if (e.kind === 'register') {
      if (!e.hasJumps) return e.info
      if (e.info >= this.activeLocals) {
        this.#toRegister(e, e.info)
        return e.info
      }
    }
    this.toNextRegister(e)
    return e.info
  }

  toValue(e: Expression): void {
    if (e.hasJumps) this.toAnyRegister(e)
    else this.dischargeVariable(e)
  }

  /** A register, or a constant that an operand of nine bits can name. */
  toRegisterOrConstant(e: Expression): number {
    this.toValue(e)
    if (e.kind === 'constant') {
      if (e.info <= MAXINDEXRK) return e.info | BITRK
    } else if (
      (e.kind === 'number' || e.kind === 'true' || e.kind === 'false' || e.kind === 'nil') &&
      this.p.constants.length <= MAXINDEXRK
    ) {
      e.info = this.#constantOf(e)
      e.kind = 'constant'
      return e.info | BITRK
    }
    return this.toAnyRegister(e)
  }

  #constantOf(e: Expression): number {
    if (e.kind === 'number') return this.numberConstant(e.number)
    if (e.kind === 'nil') return this.#constant(NIL_CONSTANT, undefined)
    return this.#constant(e.kind === 'true', e.kind === 'true')
  }

  store(variable: Expression, e: Expression): void {
    switch (variable.kind) {
      case 'local':
        this.#freeExpression(e)
        this.#toRegister(e, variable.info)
        return
      case 'upvalue':
        this.abc(OP.SETUPVAL, this.toAnyRegister(e), variable.info, 0)
        break
      case 'global':
        this.abx(OP.SETGLOBAL, this.toAnyRegister(e), variable.info)
        break
      case 'indexed':
        this.abc(OP.SETTABLE, variable.info, variable.aux, this.toRegisterOrConstant(e))
        break
      default:
    }
    this.#freeExpression(e)
  }

  self(e: Expression, key: Expression): void {
    this.toAnyRegister(e)
    this.#freeExpression(e)
    const func = this.freeRegister
    this.reserve(2)
    this.abc(OP.SELF, func, e.info, this.toRegisterOrConstant(key))
    this.#freeExpression(key)
    e.info = func
    e.kind = 'register'
  }

  indexed(table: Expression, key: Expression): void {
    table.aux = this.toRegisterOrConstant(key)
    table.kind = 'indexed'
  }

  // Conditions

  goIfTrue(e: Expression): void {
    this.dischargeVariable(e)
    let jump: number
    switch (e.kind) {
      case 'constant':
      case 'number':
      case 'true':
        jump = NO_JUMP
        break
      case 'jump':
        this.#invertJump(e)
        jump = e.info
        break
      default:
        jump = this.#jumpOnCondition(e, false)
    }
    e.whenFalse = this.concatJumps(e.whenFalse, jump)
    this.patchToHere(e.whenTrue)
    e.whenTrue = NO_JUMP
  }

  #goIfFalse(e: Expression): void {
    this.dischargeVariable(e)
    let jump: number
    switch (e.kind) {
      case 'nil':
      case 'false':
        jump = NO_JUMP
        break
      case 'jump':
        jump = e.info
        break
      default:
        jump = this.#jumpOnCondition(e, true)
    }
    e.whenTrue = this.concatJumps(e.whenTrue, jump)
    this.patchToHere(e.whenFalse)
    e.whenFalse = NO_JUMP
  }

  #invertJump(e: Expression): void {
    const at = this.#controlOf(e.info)
    const i = this.#code[at]!
    this.patch(at, withA(i, aOf(i) === 0 ? 1 : 0))
  }

  #jumpOnCondition(e: Expression, condition: boolean): number {
    if (e.kind === 'relocatable') {
      const i = this.#code[e.info]!
      if (opOf(i) === OP.NOT) {
        this.#code.pop()
        this.#lines.pop()
        return this.#conditionalJump(OP.TEST, bOf(i), 0, condition ? 0 : 1)
      }
    }
    this.#dischargeToAny(e)
    this.#freeExpression(e)
    return this.#conditionalJump(OP.TESTSET, NO_REG, e.info, condition ? 1 : 0)
  }

  #conditionalJump(op: number, a: number, b: number, c: number): number {
    this.abc(op, a, b, c)
    return this.jump()
  }

  // Operators

  not(e: Expression): void {
    this.dischargeVariable(e)
    switch (e.kind) {
      case 'nil':
      case 'false':
        e.kind = 'true'
        break
      case 'constant':
      case 'number':
      case 'true':
        e.kind = 'false'
        break
      case 'jump':
        this.#invertJump(e)
        break
      default:
        this.#dischargeToAny(e)
        this.#freeExpression(e)
        e.info = this.abc(OP.NOT, 0, e.info, 0)
        e.kind = 'relocatable'
    }
    const { whenFalse } = e
    e.whenFalse = e.whenTrue
    e.whenTrue = whenFalse
    this.#removeValues(e.whenFalse)
    this.#removeValues(e.whenTrue)
  }

  negate(e: Expression): void {
    // A constant other than a number cannot be an operand here.
    if (!e.isNumeral) this.toAnyRegister(e)
    this.#arithmetic(OP.UNM, e, numeral(0))
  }

  length(e: Expression): void {
    this.toAnyRegister(e)
    this.#arithmetic(OP.LEN, e, numeral(0))
  }

  /** The left operand has been read, the right one has not. */
  infix(op: Token, e: Expression): void {
    if (op === 'and') this.goIfTrue(e)
    else if (op === 'or') this.#goIfFalse(e)
    else if (op === '..') this.toNextRegister(e)
    else if (ARITHMETIC[op] !== undefined) {
      if (!e.isNumeral) this.toRegisterOrConstant(e)
    } else this.toRegisterOrConstant(e)
  }

  /** Both operands have been read: `left` becomes the result. */
  posfix(op: Token, left: Expression, right: Expression): void {
    if (op === 'and') {
      this.dischargeVariable(right)
      right.whenFalse = this.concatJumps(right.whenFalse, left.whenFalse)
      left.assign(right)
    } else if (op === 'or') {
      this.dischargeVariable(right)
      right.whenTrue = this.concatJumps(right.whenTrue, left.whenTrue)
      left.assign(right)
    } else if (op === '..') this.#concatenation(left, right)
    else if (ARITHMETIC[op] !== undefined) this.#arithmetic(ARITHMETIC[op], left, right)
    else this.#comparison(op, left, right)
  }

  /** `a .. b .. c` becomes one instruction over registers in a row. */
  #concatenation(left: Expression, right: Expression): void {
    this.toValue(right)
    const i = right.kind === 'relocatable' ? this.#code[right.info]! : 0
    if (right.kind === 'relocatable' && opOf(i) === OP.CONCAT) {
      this.#freeExpression(left)
      this.patch(right.info, withB(i, left.info))
      left.kind = 'relocatable'
      left.info = right.info
      return
    }
    this.toNextRegister(right)
    this.#arithmetic(OP.CONCAT, left, right)
  }

  #arithmetic(op: number, left: Expression, right: Expression): void {
    const folded =
      left.isNumeral && right.isNumeral ? fold(op, left.number, right.number) : undefined
    if (folded !== undefined) {
      left.number = folded
      return
    }
    const c = op === OP.UNM || op === OP.LEN ? 0 : this.toRegisterOrConstant(right)
    const b = this.toRegisterOrConstant(left)
    // The higher register is given back first.
    if (b > c) {
      this.#freeExpression(left)
      this.#freeExpression(right)
    } else {
      this.#freeExpression(right)
      this.#freeExpression(left)
    }
    left.info = this.abc(op, 0, b, c)
    left.kind = 'relocatable'
  }

  #comparison(op: Token, left: Expression, right: Expression): void {
    let b = this.toRegisterOrConstant(left)
    let c = this.toRegisterOrConstant(right)
    this.#freeExpression(right)
    this.#freeExpression(left)
    const swapped = op === '>' || op === '>='
    if (swapped) [b, c] = [c, b]
    const code = op === '==' || op === '~=' ? OP.EQ : op === '<' || op === '>' ? OP.LT : OP.LE
    left.info = this.#conditionalJump(code, op === '~=' ? 0 : 1, b, c)
    left.kind = 'jump'
  }

  /** Leaves a block whose variables closures have taken. */
  close(level: number): void {
    this.abc(OP.CLOSE, level, 0, 0)
  }
}

const ARITHMETIC: Readonly<Partial<Record<Token, number>>> = {
  '+': OP.ADD,
  '-': OP.SUB,
  '*': OP.MUL,
  '/': OP.DIV,
  '%': OP.MOD,
  '^': OP.POW,
}

/** The key of nil among a function's constants. */
const NIL_CONSTANT: unique symbol = Symbol('nil')

function numeral(value: number): Expression {
  const e = new Expression()
  e.set('number', 0)
  e.number = value
  return e
}

/** Computes an operation on constants, unless it would divide by zero or come to NaN. */
function fold(op: number, x: number, y: number): number | undefined {
  if (op > OP.UNM || (y === 0 && (op === OP.DIV || op === OP.MOD))) return undefined
  const result = calculate(op, x, y)
  return Number.isNaN(result) ? undefined : result
}
